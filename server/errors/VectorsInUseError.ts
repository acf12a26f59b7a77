import { ApiError } from './ApiError.ts';

/** The vectors that a collection is searched by cannot be dropped. */
export class VectorsInUseError extends ApiError {
  constructor(collection: string, model: string) {
    super(
      'vectors_in_use',
      `The collection "${collection}" is searched by the vectors of the model ${model.slice(0, 12)}.`,
      'Switch the collection to another model first.',
      'model',
    );
  }
}
