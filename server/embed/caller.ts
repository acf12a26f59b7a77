/**
 * Who pictures are embedded for. One object for each request, so that requests of one client can be
 * told apart.
 */
export interface Caller {
  /** The same for all requests of a client. */
  readonly client: string;
  /** The client's share of the decoders beside that of others, which have 1. */
  readonly weight: number;
  /** Aborts when nobody waits for the pictures any more. */
  readonly gone: AbortSignal;
}

/** Folders that are indexed: together one client, that gives way to those who wait for an answer. */
export const jobClient = 'jobs';
export const jobCaller = (gone: AbortSignal): Caller => ({
  client: jobClient,
  weight: 0.25,
  gone,
});
