import type { Vectors } from '@selfsame/models';

/** Of rows of two encoders, of length one, each with the other's of the same picture. */
export function meanCosine(a: Vectors, b: Vectors): number {
  const rows = [a, b].map((vectors) => {
    const values = new Float32Array(vectors.count * vectors.dimensions);
    vectors.read(0, vectors.count, values);
    return values;
  }) as [Float32Array, Float32Array];
  return rows[0].reduce((sum, value, i) => sum + value * rows[1][i]!, 0) / a.count;
}
