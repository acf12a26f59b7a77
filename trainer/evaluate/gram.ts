import type { Vectors } from '@selfsame/models';
import { createProduct } from './product.ts';

const blockRows = 1024;

/** Sums over all rows, in double precision: of each dimension, and of each product of two. */
export interface Gram {
  /** [D] */
  readonly sums: Float64Array;
  /** Xᵀ X, [D, D] */
  readonly products: Float64Array;
}

export async function gram(vectors: Vectors): Promise<Gram> {
  const { count, dimensions } = vectors;
  const shape = [Math.min(blockRows, count), dimensions] as const;
  const product = await createProduct('aTb', [shape, shape]);
  const sums = new Float64Array(dimensions);
  const products = new Float64Array(dimensions * dimensions);
  try {
    for (let start = 0; start < count; start += shape[0]) {
      // Made anew, so that the rows which a last, shorter block lacks are zeros.
      const rows = new Float32Array(shape[0] * dimensions);
      vectors.read(start, Math.min(start + shape[0], count), rows);
      for (const [i, value] of rows.entries()) sums[i % dimensions]! += value;
      for (const [i, value] of (await product.run(rows, rows)).entries()) products[i]! += value;
    }
  } finally {
    await product.close();
  }
  return { sums, products };
}
