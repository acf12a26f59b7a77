import { ApiError } from './ApiError.ts';

/** The answer did not come within the time that a request may take. */
export class DeadlineError extends ApiError {
  constructor(milliseconds: number) {
    super(
      'deadline_exceeded',
      `The request was not finished within ${milliseconds / 1000} s.`,
      'Try again with fewer pictures, or when the server is less busy.',
    );
  }
}
