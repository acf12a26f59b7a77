import { ApiError } from './ApiError.ts';

/** An item's metadata is not a JSON object, or too large. */
export class MetadataInvalidError extends ApiError {
  constructor(problem: string) {
    super(
      'metadata_invalid',
      `The metadata ${problem}.`,
      'Send a JSON object, in a raw request percent-encoded in the query: ?metadata=%7B%22a%22%3A1%7D.',
      'metadata',
    );
  }
}
