import { ApiError } from './ApiError.ts';

/** The database refused or failed; what was being written is not acknowledged. */
export class StoreFailedError extends ApiError {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      'store_failed',
      `The database could not do this: ${reason}.`,
      'Check the disk and the data folder, and run the server with --check.',
      null,
      { cause },
    );
  }
}
