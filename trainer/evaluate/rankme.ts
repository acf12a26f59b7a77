import { evenly, rankMeOf, selectVectors, type Vectors } from '@selfsame/models';
import { gram } from './gram.ts';
import { createProduct } from './product.ts';

/** Rows that are enough for a stable figure (RankMe's paper, arXiv 2210.02885, section 3.1). */
const sampleRows = 25_600;
/** Up to here, a decomposition takes less than a minute. */
const largestGram = 2048;
/** Wider vectors than that are measured by as many rows as this, and their rank is at most that. */
const wideRows = 1024;

/** RankMe of very many embeddings, of a sample of them. @returns 1 .. dimensions */
export async function rankMe(vectors: Vectors): Promise<number> {
  const { count, dimensions } = vectors;
  const wide = dimensions > largestGram;
  const sample = selectVectors(vectors, evenly(count, wide ? wideRows : sampleRows));
  if (wide || sample.count < dimensions) return rankMeOf(await outer(sample), sample.count);
  return rankMeOf((await gram(sample)).products, dimensions);
}

/** X Xᵀ, [count, count]. */
async function outer(vectors: Vectors): Promise<Float64Array> {
  const { count, dimensions } = vectors;
  const rows = new Float32Array(count * dimensions);
  vectors.read(0, count, rows);
  const shape = [count, dimensions] as const;
  const product = await createProduct('abT', [shape, shape]);
  try {
    return Float64Array.from(await product.run(rows, rows));
  } finally {
    await product.close();
  }
}
