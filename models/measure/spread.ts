import type { Vectors } from './vectors.ts';

const blockRows = 1024;

/**
 * Mean over the dimensions of the standard deviation of embeddings of length one. Near
 * 1 / sqrt(dimensions) they use the whole sphere; at 0 they have collapsed (Chen and He 2021,
 * arXiv 2011.10566, section 4.1).
 */
export function spread(vectors: Vectors): number {
  const { count, dimensions } = vectors;
  const sums = new Float64Array(dimensions);
  const squares = new Float64Array(dimensions);
  const rows = new Float32Array(blockRows * dimensions);
  for (let start = 0; start < count; start += blockRows) {
    const end = Math.min(start + blockRows, count);
    vectors.read(start, end, rows);
    for (let i = 0; i < (end - start) * dimensions; i++) {
      sums[i % dimensions]! += rows[i]!;
      squares[i % dimensions]! += rows[i]! ** 2;
    }
  }
  const deviations = sums.map((sum, i) => {
    const mean = sum / count;
    return Math.sqrt(Math.max(0, squares[i]! / count - mean * mean));
  });
  return deviations.reduce((total, value) => total + value, 0) / dimensions;
}
