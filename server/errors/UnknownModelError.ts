import { ApiError } from './ApiError.ts';

/** The request names a model other than the one that is served. */
export class UnknownModelError extends ApiError {
  constructor(asked: string, served: string) {
    super(
      'model_not_found',
      `The model "${asked}" is not served here; "${served}" is.`,
      'Leave out "model", or name the served one (GET /v1/models).',
      'model',
    );
  }
}
