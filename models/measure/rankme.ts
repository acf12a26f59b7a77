import { symmetricEigenvalues } from './eigenvalues.ts';

const epsilon = 1e-7;

/**
 * RankMe, the effective rank of embeddings: exp of the entropy of their singular values, scaled to
 * sum to one (Garrido et al. 2023, arXiv 2210.02885, equation 1).
 * @param gram all products of two rows, X Xᵀ [N, N], or of two columns, Xᵀ X [D, D]: they have the
 *   same singular values, and the smaller is the faster; it is overwritten
 * @param size N or D
 * @returns 1 (all on a line) .. size (spread evenly)
 */
export function rankMeOf(gram: Float64Array, size: number): number {
  const squares = symmetricEigenvalues(gram, size);
  return effectiveRank(Array.from(squares, (value) => Math.sqrt(Math.max(0, value))));
}

export function effectiveRank(singularValues: readonly number[]): number {
  const sum = singularValues.reduce((total, value) => total + value, 0);
  if (sum === 0) return 1;
  const shares = singularValues.map((value) => value / sum + epsilon);
  return Math.exp(-shares.reduce((entropy, p) => entropy + p * Math.log(p), 0));
}
