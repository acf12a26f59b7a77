import type { Library } from './library.ts';

/** A client of a library, as what belongs to it sees it. */
export interface Session {
  readonly library: Library;
  /** The `PJRT_Client`. */
  readonly client: bigint;
  /** What is to be freed before the client is. */
  readonly buffers: Set<{ destroy(): void }>;
  readonly executables: Set<{ close(): void }>;
}

/** Waits for a `PJRT_Event`, which blocks the thread, and frees it. @throws {XlaError} its error */
export function waitFor({ call }: Library, event: bigint): void {
  if (event === 0n) return;
  try {
    call('Event_Await', event);
  } finally {
    call('Event_Destroy', event);
  }
}
