import { ApiError } from './ApiError.ts';

/** A body was needed and none, or one of zero bytes, came. */
export class BodyEmptyError extends ApiError {
  constructor() {
    super(
      'body_empty',
      'The request has no body.',
      'Send a picture as the body (curl --data-binary @picture.jpg), as multipart/form-data, or in JSON.',
    );
  }
}
