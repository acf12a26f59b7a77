import { z } from 'zod';

const MiB = 2 ** 20;
const hour = 3_600_000;
const whole = (least: number, most: number) => z.int().min(least).max(most);

/** The bounds that users may change, as settings: sizes in bytes, times in milliseconds or seconds. */
export const limitSettings = {
  pictureBytes: whole(1, 1024 * MiB)
    .default(20 * MiB)
    .describe('one picture, in bytes'),
  picturePixels: whole(1, 1e9).default(1e8).describe('width times height of a picture'),
  pictureChannels: whole(1, 64).default(5).describe('channels of a picture; CMYK with alpha is 5'),
  pictureFrames: whole(1, 1e6).default(1000).describe('frames or pages of a picture'),
  decodeSeconds: whole(1, 3600).default(20).describe('decoding one picture, in seconds'),
  jsonBytes: whole(1, 1024 * MiB)
    .default(32 * MiB)
    .describe('a JSON body, in bytes; base64 makes pictures a third larger'),
  formBytes: whole(1, 1024 * MiB)
    .default(64 * MiB)
    .describe('a form as a whole, in bytes'),
  picturesPerRequest: whole(1, 10_000).default(64).describe('pictures in one request'),
  queue: whole(1, 1e6).default(512).describe('pictures admitted and not yet embedded'),
  batchWindowMs: z
    .number()
    .min(0)
    .max(5)
    .default(0)
    .describe(
      'how long a batch waits to be filled if no picture waits for a decoder, in milliseconds',
    ),
  deadlineMs: whole(1, hour)
    .default(30_000)
    .describe("from a request's arrival to its embeddings, in milliseconds"),
  queryMs: whole(1, 100_000)
    .default(10_000)
    .describe('a search, deletion or page of a listing with a filter, in milliseconds'),
  duplicatesMs: whole(1, 100_000)
    .default(45_000)
    .describe('a search for duplicates, which answers what it has by then, in milliseconds'),
  diskReserveBytes: whole(0, 2 ** 50)
    .default(256 * MiB)
    .describe("free space on the index's disk, in bytes, below which nothing is added"),
  rateLimit: whole(0, 1e9)
    .default(0)
    .describe('requests a minute by one key, or by one address without keys; 0 is no limit'),
  headersMs: whole(1, hour)
    .default(10_000)
    .describe("sending a request's headers, in milliseconds"),
  requestMs: whole(1, hour).default(60_000).describe('sending a whole request, in milliseconds'),
  answerMs: whole(1, hour).default(60_000).describe('taking an answer, in milliseconds'),
  drainMs: whole(0, hour)
    .default(30_000)
    .describe('requests under way when the server is told to stop, in milliseconds'),
};

/** The bounds as set for this server. */
export type Limits = Readonly<{
  [Name in keyof typeof limitSettings]: z.output<(typeof limitSettings)[Name]>;
}>;

/** Bounds that are the same for every server. Sizes in bytes, times in milliseconds. */
export const limits = {
  /** Bodies being received or worked on, all requests together. */
  bodiesBytes: 512 * MiB,
  /** How long more of a refused body is read, so that its client gets to the answer. */
  lingerMs: 30_000,
  formFields: 16,
  formFieldBytes: 64 * 1024,
  metadataBytes: 16 * 1024,
  /** Characters of an item's id. */
  idLength: 256,
  /** Request line and headers; metadata travels percent-encoded in the query. */
  headerBytes: 64 * 1024,
  searchResults: 1000,
  /** Vectors of one collection up to which a search compares them all. */
  exactSearch: 10_000,
  /**
   * Values of all vectors of one collection up to which they are all compared as int8 while it is
   * not known how many candidates their graph needs: some two ms.
   */
  scanSearch: 2 ** 24,
  itemsPerPage: 1000,
  /** Items put by one request; of those with pictures, as many as pictures. */
  itemsPerRequest: 1000,
  searchesPerRequest: 64,
  /** Numbers of a vector: the most dimensions that a model may have. */
  vectorNumbers: 65_536,
  /** Candidates of an approximate search. */
  searchBreadth: 16_384,
  /** Files that a job names of those that it could not read. */
  filesNamed: 1000,
  /** Jobs that are remembered once they have ended. */
  jobsKept: 100,
  /** Items that one transaction of a longer work changes. */
  itemsPerPiece: 1000,
  /** Metadata read ahead of the client that an answer goes to, in bytes. */
  aheadBytes: 64 * 1024,
  /** Calls to the store that wait for an answer. */
  storeCalls: 4096,
  /** A database that is looked through whole before it is served: a second or two for 1 GB. */
  checkAtStartBytes: 1024 * MiB,
  /** Between two looks through everything that is stored. */
  guardMs: 24 * hour,
  connections: 1024,
  /** Clients whose requests are counted; the longest known make way. */
  countedClients: 10_000,
  /** One call of the inference thread; longer means that it hangs. */
  inferenceMs: 60_000,
  /** Parsing one large JSON body. */
  parseMs: 20_000,
  selfTestMs: 30_000,
  storeMs: 120_000,
  /** One snapshot of a collection, as it is copied. */
  snapshotMs: 1_800_000,
  /** Loading and warming a large encoder on a slow machine. */
  startMs: 300_000,
} as const;
