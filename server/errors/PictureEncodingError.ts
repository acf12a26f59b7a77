import { ApiError } from './ApiError.ts';

/** A picture in JSON is neither a data URI nor base64. */
export class PictureEncodingError extends ApiError {
  constructor(problem: string, param: string) {
    super(
      'picture_encoding_invalid',
      `The picture ${problem}.`,
      'Send it as standard base64, bare or as a data URI: data:image/jpeg;base64,... The server fetches no addresses.',
      param,
    );
  }
}
