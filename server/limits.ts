const MiB = 2 ** 20;
const hour = 3_600_000;

/** Bounds that are the same for every server. Sizes in bytes, times in milliseconds. */
export const limits = {
  /** Bodies being received or worked on, all requests together. */
  bodiesBytes: 512 * MiB,
  /** How long more of a refused body is read, so that its client gets to the answer. */
  lingerMs: 30_000,
  formFields: 16,
  formFieldBytes: 64 * 1024,
  metadataBytes: 16 * 1024,
  /** A file that says something of one picture in a folder, and one that does of all. */
  sidecarBytes: 96 * 1024,
  metadataTableBytes: 64 * MiB,
  /** Characters of an item's id. */
  idLength: 256,
  /** Requests that wait on one connection for their answers. */
  pipelined: 32,
  /** Request line and headers; metadata travels percent-encoded in the query. */
  headerBytes: 64 * 1024,
  searchResults: 1000,
  /** Vectors of one collection up to which a search compares them all. */
  exactSearch: 10_000,
  itemsPerPage: 1000,
  /** Items put by one request; of those with pictures, as many as pictures. */
  itemsPerRequest: 1000,
  searchesPerRequest: 64,
  /** Characters of a text that is searched by; encoders read some tens of words. */
  textLength: 2000,
  /** Texts that wait for their embeddings. */
  textsWaiting: 64,
  /** Numbers of a vector: the most dimensions that a model may have. */
  vectorNumbers: 65_536,
  /** Candidates of an approximate search. */
  searchBreadth: 16_384,
  /** Points of a map: as many as a page pans smoothly, and are placed in minutes. */
  mapPoints: 20_000,
  /** Files that a job names of those that it could not read. */
  filesNamed: 1000,
  /** Paths that a job names of those that a folder's metadata is of and that are no pictures. */
  pathsNamed: 10,
  /** The longer side of a kept preview, in pixels. */
  previewSide: 512,
  /** The longer side that a thumbnail has at most, in pixels: a few, so that the same are asked for. */
  thumbnailSides: [128, 192, 384],
  /** Requests for thumbnails that wait; those that are made at once; what is remembered of them. */
  thumbnailsWaiting: 128,
  thumbnailsAtOnce: 8,
  thumbnailCacheBytes: 64 * MiB,
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
  /** Connections to the database of --store; reaching it; one statement; waiting for another's row. */
  databaseConnections: 10,
  databaseConnectMs: 5_000,
  databaseMs: 60_000,
  databaseLockMs: 10_000,
  /** Calls at a time to the bucket of --pictures, and to its folder; one of them. */
  pictureCalls: 32,
  pictureFileCalls: 2,
  picturesMs: 10_000,
  /** How long a picture outside the database stays once no item has it; one that none ever had. */
  pictureGoneMs: 5 * 60_000,
  pictureOrphanMs: 24 * hour,
  /** One snapshot of a collection, as it is copied. */
  snapshotMs: 1_800_000,
  /** Loading and warming a large encoder on a slow machine. */
  startMs: 300_000,
} as const;
