import { ApiError } from './ApiError.ts';

/** More pictures in one request than the server takes. */
export class TooManyFilesError extends ApiError {
  constructor(limit: number) {
    super(
      'too_many_pictures',
      `The request holds more than ${limit} pictures.`,
      `Send at most ${limit} pictures in one request.`,
    );
  }
}
