import type { Scored } from './TopK.ts';
import type { UnitVectors } from './UnitVectors.ts';

/** Candidates by their cosine in float32, best first; those that are in the database no more drop out. */
export function rank(vectors: UnitVectors, unit: Float32Array, keys: readonly number[]): Scored[] {
  return vectors.scores(keys, unit).sort((a, b) => b.score - a.score || a.key - b.key);
}
