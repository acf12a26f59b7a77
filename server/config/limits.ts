const MiB = 2 ** 20;

/** Every bound of the service in one place. Sizes in bytes, times in milliseconds. */
export const limits = {
  /** One picture, however it comes. */
  pictureBytes: 20 * MiB,
  /** A JSON body; base64 makes a picture a third larger. */
  jsonBytes: 32 * MiB,
  /** A multipart body as a whole. */
  formBytes: 64 * MiB,
  /** Bodies being received or worked on, all requests together. */
  bodiesBytes: 512 * MiB,
  picturesPerRequest: 64,
  formFields: 16,
  formFieldBytes: 64 * 1024,
  metadataBytes: 16 * 1024,
  idBytes: 256,
  /** Request line and headers; metadata travels percent-encoded in the query. */
  headerBytes: 64 * 1024,
  searchResults: 1000,
  /** Vectors of one collection up to which a search compares them all. */
  exactSearch: 10_000,
  /** Pictures admitted and not yet embedded, all requests together. */
  picturesWaiting: 512,
  /** Calls to the store that wait for an answer. */
  storeCalls: 4096,
  connections: 1024,
  headersMs: 10_000,
  requestMs: 60_000,
  /** From the body's arrival to its embeddings. */
  embedMs: 30_000,
  /** One call of the inference thread; longer means that it hangs. */
  inferenceMs: 60_000,
  storeMs: 120_000,
  /** Loading and warming a large encoder on a slow machine. */
  startMs: 300_000,
  /** How long requests under way may take once the server is told to stop. */
  drainMs: 10_000,
} as const;
