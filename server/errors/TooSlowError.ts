import { ApiError } from './ApiError.ts';

/** A filter, or another request that reads much, took longer than a request may. */
export class TooSlowError extends ApiError {
  /** @param done what has been done for good all the same */
  constructor(ms: number, done?: string) {
    super(
      'filter_too_slow',
      `The request was not done within ${ms / 1000} s${done === undefined ? '' : `; ${done}`}.`,
      'Narrow the request down: a smaller collection, less metadata for each item, fewer pages. Or start the server with a larger --query-ms.',
    );
  }
}
