import { ApiError } from './ApiError.ts';

/** The request names a model that is not loaded. */
export class UnknownModelError extends ApiError {
  constructor(asked: string, loaded: readonly string[]) {
    super(
      'model_not_found',
      `The model "${asked.slice(0, 200)}" is not served here; there is: ${loaded.join(', ')}.`,
      'Leave out "model", or name a served one (GET /v1/models).',
      'model',
    );
  }
}
