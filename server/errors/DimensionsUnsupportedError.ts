import { ApiError } from './ApiError.ts';

/** Embeddings of another length than the model's were asked for. */
export class DimensionsUnsupportedError extends ApiError {
  constructor(asked: number, model: string, dimensions: number) {
    super(
      'dimensions_unsupported',
      `The model ${model} makes embeddings of ${dimensions} dimensions and cannot shorten them to ${asked}.`,
      `Leave out "dimensions", or send ${dimensions}.`,
      'dimensions',
    );
  }
}
