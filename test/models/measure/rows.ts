import { normaliseRows } from '../../../models/index.ts';
import { createRandom } from '../../../trainer/random.ts';

/** Rows of length one that are spread evenly over the sphere, [count, dimensions]. */
export function normalRows(count: number, dimensions: number, seed: number): Float32Array {
  const random = createRandom(seed, 'rows');
  const values = Float32Array.from({ length: count * dimensions }, () => random.normal());
  normaliseRows(values, dimensions);
  return values;
}
