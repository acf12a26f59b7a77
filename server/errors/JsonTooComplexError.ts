import { ApiError } from './ApiError.ts';

/** A JSON body has more in it than any request means. */
export class JsonTooComplexError extends ApiError {
  constructor(most: string) {
    super(
      'json_too_complex',
      `The JSON body has more than ${most}.`,
      'Send less at once: fewer pictures, items or queries in one request.',
    );
  }
}
