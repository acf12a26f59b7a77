import { ApiError } from './ApiError.ts';

/** The client has sent as many requests as it may within a minute. */
export class RateLimitError extends ApiError {
  constructor(perMinute: number) {
    super(
      'rate_limited',
      `This client has sent ${perMinute} requests within a minute, as many as it may.`,
      'Go on after the number of seconds in Retry-After; embed several pictures in one request.',
    );
  }
}
