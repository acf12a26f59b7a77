import { learnCentroids } from './learnCentroids.ts';

/** Values that a code has; four bits. */
export const perCode = 16;
/** Codes of a vector at most: so many entries of tables, of 63 at most, make no more than 16 bits. */
const mostCodes = 1024;

/**
 * Product quantisation (Jégou et al., 2011, section 3): a vector is cut into pieces of `width`
 * values, and each piece told by the nearest of sixteen centroids.
 */
export interface Codebook {
  readonly dimensions: number;
  /** Values of a piece: two, and more where there would be too many pieces. */
  readonly width: number;
  /** Pieces of a vector, as a multiple of four; the last ones may be empty. */
  readonly codes: number;
  /** float32 [codes, width, 16] */
  readonly centroids: Float32Array;
}

/** @param centroids float32 [codes, width, 16]; zeros by default */
export function codebookOf(dimensions: number, centroids?: Float32Array): Codebook {
  const width = Math.max(2, Math.ceil(dimensions / mostCodes));
  const codes = Math.ceil(dimensions / width / 4) * 4;
  const zeros = new Float32Array(codes * width * perCode);
  return { dimensions, width, codes, centroids: centroids ?? zeros };
}

/**
 * A codebook of some vectors, in slices.
 * @param rows float32 [vectors, dimensions]
 * @param most of them that it is learnt of
 */
export function* learnCodebook(
  rows: Float32Array,
  dimensions: number,
  most: number,
): Generator<void, Codebook> {
  const book = codebookOf(dimensions);
  const { width, codes, centroids } = book;
  const step = Math.max(1, rows.length / dimensions / most);
  const vectors = Math.floor(rows.length / dimensions / step);
  for (let code = 0; code < codes; code++) {
    const piece = new Float32Array(vectors * width);
    for (let i = 0; i < vectors; i++) {
      const row = Math.floor(i * step) * dimensions;
      const end = row + Math.min(dimensions, (code + 1) * width);
      piece.set(rows.subarray(Math.min(row + code * width, end), end), i * width);
    }
    const size = width * perCode;
    learnCentroids(piece, width, centroids.subarray(code * size, (code + 1) * size));
    if (code % 4 === 3) yield;
  }
  return book;
}
