import { ApiError } from './ApiError.ts';

/** The body, or one part of it, is larger than the server takes. Limits are in bytes. */
export class BodyTooLargeError extends ApiError {
  constructor(what: string, limitBytes: number) {
    const megabytes = (limitBytes / 2 ** 20).toFixed(limitBytes < 2 ** 20 ? 2 : 0);
    super(
      'body_too_large',
      `${what} is larger than the ${megabytes} MiB that this server takes.`,
      'Send a smaller picture, or fewer pictures in one request.',
    );
  }
}
