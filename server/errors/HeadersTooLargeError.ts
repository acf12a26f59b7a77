import { limits } from '../config/limits.ts';
import { ApiError } from './ApiError.ts';

/** The request's first line and headers are larger than the server takes. */
export class HeadersTooLargeError extends ApiError {
  constructor() {
    super(
      'headers_too_large',
      `The request's address and headers take more than ${limits.headerBytes / 1024} KiB.`,
      'Send metadata in a form or in JSON instead of the address, and fewer headers.',
    );
  }
}
