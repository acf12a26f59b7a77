import { evenly, type Vectors } from '@selfsame/models';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { PictureCache } from '../data/cache.ts';
import { embedPictures } from '../evaluate/embed.ts';
import { gram } from '../evaluate/gram.ts';

/** A linear map of embeddings: (embedding - mean) times projection. */
export interface Whitening {
  /** [D] */
  readonly mean: Float32Array;
  /** [D, D] */
  readonly projection: Float32Array;
}

/** Pictures that are enough to tell the variance of up to 2048 dimensions. */
export const whiteningPictures = 10_000;
/** Least variance of a direction, as a share of the largest; below, it is noise. */
const leastVariance = 1e-3;
/** A largest variance below this is that of a collapsed encoder, and rounding. */
const tiniest = 1e-12;

/**
 * The map that gives embeddings mean 0 and the same variance in every direction, so that the few
 * directions that all pictures share do not outweigh the many that tell them apart. No labels are
 * needed (Jegou and Chum 2012, "Negative evidences and co-occurrences in image retrieval").
 * @param graph the encoder without it; @param cache pictures by the encoder's pixel rule
 */
export async function measureWhitening(graph: Uint8Array, cache: PictureCache): Promise<Whitening> {
  const indices = evenly(cache.count, whiteningPictures);
  return whiteningOf(await embedPictures(graph, cache, indices, 'whiten'));
}

export async function whiteningOf(vectors: Vectors): Promise<Whitening> {
  const { count, dimensions } = vectors;
  const { sums, products } = await gram(vectors);
  const mean = sums.map((sum) => sum / count);
  const covariance = products.map(
    (product, i) => product / count - mean[Math.floor(i / dimensions)]! * mean[i % dimensions]!,
  );
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(
    Matrix.from1DArray(dimensions, dimensions, covariance),
    { assumeSymmetric: true },
  );
  // Of fewer pictures than dimensions, the small variances are mostly chance.
  const share = Math.max(leastVariance, (0.01 * dimensions) / count);
  const floor = share * Math.max(...realEigenvalues, tiniest);
  const scales = realEigenvalues.map((variance) => 1 / Math.sqrt(Math.max(0, variance) + floor));
  const projection = new Float32Array(dimensions * dimensions);
  for (let row = 0; row < dimensions; row++) {
    for (let column = 0; column < dimensions; column++) {
      projection[row * dimensions + column] = eigenvectorMatrix.get(row, column) * scales[column]!;
    }
  }
  return { mean: Float32Array.from(mean), projection };
}
