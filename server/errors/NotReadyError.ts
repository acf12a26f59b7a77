import { ApiError } from './ApiError.ts';

/** A real embedding, or a look into the store, failed just now. */
export class NotReadyError extends ApiError {
  constructor(reason: string) {
    super(
      'not_ready',
      `The server is not ready: ${reason}`,
      "Wait for it to recover; if it does not, see the server's log.",
    );
  }
}
