import { evenly, selectVectors, type Vectors } from '@selfsame/models';
import { createProduct } from './product.ts';

/** Rows of which all pairs are compared. */
const sampled = 2048;

/**
 * Mean squared distance of the two views of a picture, 0 where they are the same (Wang and Isola
 * 2020, arXiv 2005.10242, section 4.1, alpha = 2).
 * @param a @param b rows of length one, the i-th of each of the same picture
 */
export function alignment(a: Vectors, b: Vectors): number {
  const [x, y] = [new Float32Array(a.dimensions), new Float32Array(a.dimensions)];
  let sum = 0;
  for (let i = 0; i < a.count; i++) {
    a.read(i, i + 1, x);
    b.read(i, i + 1, y);
    for (let j = 0; j < a.dimensions; j++) sum += (x[j]! - y[j]!) ** 2;
  }
  return sum / a.count;
}

/**
 * Log of the mean of exp(-2 d^2) over the distances d of all pairs of different rows (the same
 * paper, t = 2): 0 where all are the same, near -4 where they are spread over the whole sphere.
 * @param vectors rows of length one
 */
export async function uniformity(vectors: Vectors): Promise<number> {
  const sample = selectVectors(vectors, evenly(vectors.count, sampled));
  const { count, dimensions } = sample;
  const rows = new Float32Array(count * dimensions);
  sample.read(0, count, rows);
  const shape = [count, dimensions] as const;
  const product = await createProduct('abT', [shape, shape]);
  try {
    const cosines = await product.run(rows, rows);
    let sum = 0;
    for (const [i, cosine] of cosines.entries()) {
      if (Math.floor(i / count) !== i % count) sum += Math.exp(-2 * (2 - 2 * cosine));
    }
    return Math.log(sum / (count * (count - 1)));
  } finally {
    await product.close();
  }
}
