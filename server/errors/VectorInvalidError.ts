import { ApiError } from './ApiError.ts';

/** The vector has no direction: an element that is not finite in float32, or all zeros. */
export class VectorInvalidError extends ApiError {
  constructor(problem: string) {
    super(
      'vector_invalid',
      `The vector ${problem}, so it has no cosine with anything.`,
      'Send the finite, non-zero numbers of an embedding.',
      'vector',
    );
  }
}
