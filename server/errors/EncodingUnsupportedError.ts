import { ApiError } from './ApiError.ts';

/** The body is compressed by Content-Encoding, which is refused: pictures are compressed already. */
export class EncodingUnsupportedError extends ApiError {
  constructor() {
    super(
      'encoding_unsupported',
      'The body has a Content-Encoding, which this server does not undo.',
      'Send the body as it is, without Content-Encoding.',
    );
  }
}
