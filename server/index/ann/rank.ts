import type { Scored } from './TopK.ts';
import type { UnitVectors } from './UnitVectors.ts';

/** Candidates by their cosine in float32, best first; those that are in the database no more drop out. */
export function rank(vectors: UnitVectors, unit: Float32Array, keys: readonly number[]): Scored[] {
  const scored: Scored[] = [];
  for (const key of keys) {
    const score = vectors.score(key, unit);
    if (score !== undefined) scored.push({ key, score });
  }
  return scored.sort((a, b) => b.score - a.score || a.key - b.key);
}
