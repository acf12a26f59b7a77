import { ApiError } from './ApiError.ts';

/** What arrived is not a request of HTTP/1.1. */
export class HttpMalformedError extends ApiError {
  constructor() {
    super('http_malformed', 'This is not a request of HTTP/1.1.', 'Use an HTTP client.');
  }
}
