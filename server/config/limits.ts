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
  loadMs: whole(1, hour)
    .default(300_000)
    .describe('loading an encoder and warming it up, in milliseconds'),
  drainMs: whole(0, hour)
    .default(30_000)
    .describe('requests under way when the server is told to stop, in milliseconds'),
};

/** The bounds as set for this server. */
export type Limits = Readonly<{
  [Name in keyof typeof limitSettings]: z.output<(typeof limitSettings)[Name]>;
}>;
