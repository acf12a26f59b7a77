import { ApiError } from './ApiError.ts';

/** The request, or its headers, did not arrive in time. */
export class RequestTimeoutError extends ApiError {
  constructor() {
    super(
      'request_timeout',
      'The request did not arrive within the time that this server waits.',
      'Send it faster or in smaller parts; whoever runs the server can set headersMs and requestMs.',
    );
  }
}
