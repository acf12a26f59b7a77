import type { ModelCard } from '@selfsame/models';
import { VectorInvalidError, VectorLengthError } from '../errors/collections.ts';

/** Numbers of a request -> float32 [dimensions], checked to have a direction. */
export function toVector(numbers: readonly number[] | Float64Array, card: ModelCard): Float32Array {
  if (numbers.length !== card.dimensions)
    throw new VectorLengthError(numbers.length, card.dimensions, `${card.name}/${card.version}`);
  const vector = Float32Array.from(numbers);
  if (!vector.every(Number.isFinite)) throw new VectorInvalidError('has values beyond float32');
  if (vector.every((value) => value === 0)) throw new VectorInvalidError('is all zeros');
  return vector;
}
