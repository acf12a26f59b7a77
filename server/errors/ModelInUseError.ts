import { ApiError } from './ApiError.ts';

/** The encoder that serves is not unloaded: requests would have none. */
export class ModelInUseError extends ApiError {
  constructor(model: string) {
    super(
      'model_in_use',
      `The model ${model} is the one that serves.`,
      'Let another loaded model serve first.',
      'model',
    );
  }
}
