import { ApiError } from './ApiError.ts';

/** As much work is waiting as the server allows. */
export class QueueFullError extends ApiError {
  constructor(what: string, limit: number) {
    super(
      'queue_full',
      `${limit} ${what} are waiting already, as many as this server allows.`,
      'Try again after the number of seconds in Retry-After, with fewer requests at once.',
    );
  }
}
