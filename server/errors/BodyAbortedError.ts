import { ApiError } from './ApiError.ts';

/** The client went away before its body was complete, or sent another length than it said. */
export class BodyAbortedError extends ApiError {
  constructor() {
    super(
      'body_aborted',
      'The body ended before it was complete.',
      'Send the whole body, of the length that Content-Length says.',
    );
  }
}
