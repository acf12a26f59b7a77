import { ApiError } from './ApiError.ts';

/** The vector's length is not the served model's number of dimensions. */
export class VectorLengthError extends ApiError {
  constructor(length: number, dimensions: number, model: string) {
    super(
      'vector_length',
      `The vector has ${length} numbers and the model ${model} makes ${dimensions}.`,
      `Send a vector of ${dimensions} numbers, made by the same model.`,
      'vector',
    );
  }
}
