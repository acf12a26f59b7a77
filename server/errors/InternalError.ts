import { ApiError } from './ApiError.ts';

/** A fault of the server's own; its cause is logged under the request's id and not sent. */
export class InternalError extends ApiError {
  constructor(requestId: string, cause: unknown) {
    super(
      'internal_error',
      'The server met an error of its own.',
      `Report it with the lines of the server's log about request ${requestId}.`,
      null,
      { cause },
    );
  }
}
