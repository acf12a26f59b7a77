import { ApiError } from './ApiError.ts';

/** An item's id cannot be used. */
export class IdInvalidError extends ApiError {
  constructor(problem: string) {
    super(
      'id_invalid',
      `The item's id ${problem}.`,
      'Use 1 to 256 characters without control characters, percent-encoded in the address.',
      'id',
    );
  }
}
