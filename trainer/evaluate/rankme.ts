import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { gram } from './gram.ts';
import { createProduct } from './product.ts';
import { evenly, selectVectors, type Vectors } from './vectors.ts';

/** Rows that are enough for a stable figure (the paper's section 3.1). */
const sampleRows = 25_600;
/** Up to here, a decomposition takes less than a minute. */
const largestGram = 2048;
/** Wider vectors than that are measured by as many rows as this, and their rank is at most that. */
const wideRows = 1024;
const epsilon = 1e-7;

/**
 * RankMe, the effective rank of embeddings: exp of the entropy of their singular values, scaled to
 * sum to one (Garrido et al. 2023, arXiv 2210.02885, equation 1).
 * @returns 1 (all on a line) .. dimensions (spread evenly)
 */
export async function rankMe(vectors: Vectors): Promise<number> {
  const wide = vectors.dimensions > largestGram;
  const sample = selectVectors(vectors, evenly(vectors.count, wide ? wideRows : sampleRows));
  const products =
    wide || sample.count < sample.dimensions ? await outer(sample) : await inner(sample);
  const { realEigenvalues } = new EigenvalueDecomposition(products, { assumeSymmetric: true });
  return effectiveRank(realEigenvalues.map((value) => Math.sqrt(Math.max(0, value))));
}

export function effectiveRank(singularValues: readonly number[]): number {
  const sum = singularValues.reduce((total, value) => total + value, 0);
  if (sum === 0) return 1;
  const shares = singularValues.map((value) => value / sum + epsilon);
  return Math.exp(-shares.reduce((entropy, p) => entropy + p * Math.log(p), 0));
}

/** X Xᵀ, [count, count]. */
async function outer(vectors: Vectors): Promise<Matrix> {
  const { count, dimensions } = vectors;
  const rows = new Float32Array(count * dimensions);
  vectors.read(0, count, rows);
  const shape = [count, dimensions] as const;
  const product = await createProduct('abT', [shape, shape]);
  try {
    return Matrix.from1DArray(count, count, [...(await product.run(rows, rows))]);
  } finally {
    await product.close();
  }
}

/** Xᵀ X, [dimensions, dimensions]. */
async function inner(vectors: Vectors): Promise<Matrix> {
  const { products } = await gram(vectors);
  return Matrix.from1DArray(vectors.dimensions, vectors.dimensions, products);
}
