import { ApiError } from './ApiError.ts';

/** The encoder failed on this request twice, or is being started again. */
export class InferenceUnavailableError extends ApiError {
  constructor(cause: unknown) {
    super(
      'inference_unavailable',
      'The encoder stopped while working on this request and is being started again.',
      "Try again in a few seconds; if it persists, see the server's log.",
      null,
      { cause },
    );
  }
}
