import { ApiError } from './ApiError.ts';

/** The body says that it is multipart/form-data and cannot be taken apart. */
export class MultipartMalformedError extends ApiError {
  constructor(reason: string) {
    super(
      'multipart_malformed',
      `The multipart body cannot be read: ${reason}.`,
      'Let the HTTP client write the form, boundary included: curl -F image=@picture.jpg.',
    );
  }
}
