import { evenly, type Vectors } from '@selfsame/models';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { PictureCache } from '../data/cache.ts';
import { embedPictures } from '../evaluate/embed.ts';
import { gram } from '../evaluate/gram.ts';

/** A linear map of embeddings: (embedding - mean) times projection. */
export interface Whitening {
  /** [D] */
  readonly mean: Float32Array;
  /** [D, D], or [D, K] where fewer dimensions were asked for */
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
 * @param quiet without a progress bar
 */
export async function measureWhitening(
  graph: Uint8Array,
  cache: PictureCache,
  quiet = false,
): Promise<Whitening> {
  const indices = evenly(cache.count, whiteningPictures);
  return whiteningOf(await embedPictures(graph, cache, indices, quiet ? undefined : 'whiten'));
}

/**
 * @param kept dimensions to keep, those of the largest variance, fewer than there are vectors
 *   (default: all, where in directions that no vector has nothing changes)
 */
export async function whiteningOf(vectors: Vectors, kept?: number): Promise<Whitening> {
  return vectors.count < vectors.dimensions ? ofFew(vectors, kept) : ofMany(vectors, kept);
}

async function ofMany(vectors: Vectors, kept?: number): Promise<Whitening> {
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
  const floor = floorOf(realEigenvalues, vectors);
  const scales = realEigenvalues.map((variance) => 1 / Math.sqrt(Math.max(0, variance) + floor));
  const width = kept ?? dimensions;
  const columns = kept === undefined ? realEigenvalues.keys() : largest(realEigenvalues, kept);
  const projection = new Float32Array(dimensions * width);
  for (const [k, column] of [...columns].entries()) {
    for (let row = 0; row < dimensions; row++) {
      projection[row * width + k] = eigenvectorMatrix.get(row, column) * scales[column]!;
    }
  }
  return { mean: Float32Array.from(mean), projection };
}

/**
 * The same but for a rotation, which changes no cosine, from the pictures' inner products: they are
 * fewer, and a decomposition takes the cube of their number. In the directions that no picture has,
 * the map is the identity times one number.
 */
function ofFew(vectors: Vectors, kept?: number): Whitening {
  const { count, dimensions } = vectors;
  const rows = new Float32Array(count * dimensions);
  vectors.read(0, count, rows);
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < rows.length; i++) mean[i % dimensions]! += rows[i]! / count;
  const centred = new Matrix(count, dimensions);
  for (let i = 0; i < rows.length; i++) {
    const column = i % dimensions;
    centred.set(Math.floor(i / dimensions), column, rows[i]! - mean[column]!);
  }
  const inner = centred.mmul(centred.transpose()).div(count);
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(inner, {
    assumeSymmetric: true,
  });
  const floor = floorOf(realEigenvalues, vectors);
  const rest = 1 / Math.sqrt(floor);
  const directions = eigenvectorMatrix.transpose().mmul(centred);
  if (kept !== undefined) {
    const projection = new Float32Array(dimensions * kept);
    for (const [k, i] of largest(realEigenvalues, kept).entries()) {
      const variance = Math.max(realEigenvalues[i]!, tiniest);
      const scale = 1 / Math.sqrt(count * variance * (variance + floor));
      const direction = directions.getRow(i);
      for (let row = 0; row < dimensions; row++)
        projection[row * kept + k] = direction[row]! * scale;
    }
    return { mean: Float32Array.from(mean), projection };
  }
  const projection = new Float32Array(dimensions * dimensions);
  for (let i = 0; i < dimensions; i++) projection[i * dimensions + i] = rest;
  for (const [k, variance] of realEigenvalues.entries()) {
    if (variance <= tiniest) continue;
    // Directions of length one, times the root of this.
    const weight = (1 / Math.sqrt(variance + floor) - rest) / (count * variance);
    const direction = directions.getRow(k);
    for (let i = 0; i < dimensions; i++) {
      const factor = weight * direction[i]!;
      for (let j = 0; j < dimensions; j++)
        projection[i * dimensions + j]! += factor * direction[j]!;
    }
  }
  return { mean: Float32Array.from(mean), projection };
}

/** What is added to every variance: of fewer pictures than dimensions, the small ones are mostly chance. */
function floorOf(variances: readonly number[], { count, dimensions }: Vectors): number {
  const share = Math.max(leastVariance, (0.01 * dimensions) / count);
  return share * Math.max(...variances, tiniest);
}

/** Where the largest values are, the first of them first. */
const largest = (values: readonly number[], count: number): number[] =>
  [...values.keys()].sort((a, b) => values[b]! - values[a]!).slice(0, count);
