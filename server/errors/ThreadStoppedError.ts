import { ApiError } from './ApiError.ts';

/** A worker thread ended, or was ended, with this call unanswered. */
export class ThreadStoppedError extends ApiError {
  constructor(thread: string, reason: string) {
    super(
      'thread_stopped',
      `The ${thread} thread stopped: ${reason}.`,
      'Try again in a few seconds; the thread is being started again.',
    );
  }
}
