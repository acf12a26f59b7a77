import { UMAP } from 'umap-js';
import { FloatRows } from '../store/search/kernel/FloatRows.ts';
import { Kernel } from '../store/search/kernel/Kernel.ts';
import { TopK } from '../store/search/TopK.ts';
import { normalised } from '../store/vectors.ts';
import { inPrincipalPlane } from './principal.ts';

/** Neighbours that a point is drawn to, itself among them: umap's usual number. */
const neighbours = 15;
/** Rounds of moving the points: from where they begin, more make little difference. */
const rounds = 200;
/** Points whose neighbours are looked for at a time. */
const together = 256;
/** Rows that they are compared with at a time, which stay near the processor meanwhile. */
const tile = 256;
/** Milliseconds of one call, so that the work can be ended soon. */
const sliceMs = 200;
/** How far from the middle points begin, and how far apart those that are the same. */
const [reach, jitter] = [10, 0.01];

/**
 * Places points in the plane by UMAP (McInnes et al., arXiv 1802.03426), whose neighbours are found by
 * comparing all with all, and which begins in the plane of the principal directions.
 */
export class Placing {
  readonly #rows: FloatRows;
  #count = 0;
  readonly #indices: number[][] = [];
  readonly #distances: number[][] = [];
  #umap: UMAP | undefined;
  #points: [number, number][] = [];

  /** @param most rows that will be added at most */
  constructor(dimensions: number, most: number) {
    this.#rows = new FloatRows(new Kernel(), dimensions, most);
  }

  add(vectors: readonly Float32Array[]): void {
    for (const vector of vectors) this.#rows.at(this.#count++).set(normalised(vector));
  }

  /** Finds the neighbours of some more. @returns of how many they are found */
  compare(): number {
    const from = this.#indices.length;
    const to = Math.min(this.#count, from + together);
    const wanted = Math.min(neighbours, this.#count);
    const found = Array.from({ length: to - from }, () => new TopK(wanted));
    for (let start = 0; start < this.#count; start += tile) {
      const end = Math.min(this.#count, start + tile);
      for (const [i, nearest] of found.entries()) {
        const products = this.#rows.products(this.#rows.at(from + i), start, end);
        for (let row = 0; row < products.length; row++)
          if (products[row]! >= nearest.least) nearest.add(start + row, products[row]!);
      }
    }
    for (const nearest of found) {
      const sorted = nearest.sorted();
      this.#indices.push(sorted.map(({ key }) => key));
      this.#distances.push(sorted.map(({ score }) => Math.sqrt(Math.max(0, 2 - 2 * score))));
    }
    return to;
  }

  /** @returns rounds that there will be */
  begin(): number {
    const plane = inPrincipalPlane(this.#count, (row) => this.#rows.at(row));
    const widest = Math.max(...plane.map(([x, y]) => Math.max(Math.abs(x), Math.abs(y)))) || 1;
    const random = generator(1);
    const nNeighbors = this.#indices[0]!.length;
    const umap = new UMAP({ nNeighbors: nNeighbors - 1, nEpochs: rounds, random });
    umap.setPrecomputedKNN(this.#indices, this.#distances);
    // Of the rows it only takes the number: their neighbours are given.
    umap.initializeFit(this.#indices);
    // Its own points, which it moves: they begin at random.
    this.#points = umap.getEmbedding() as [number, number][];
    for (const [i, point] of this.#points.entries())
      for (const axis of [0, 1] as const)
        point[axis] = (plane[i]![axis] / widest) * reach + (random() - 0.5) * jitter;
    this.#umap = umap;
    return rounds;
  }

  /** Goes some rounds further. @returns the number of rounds so far */
  advance(): number {
    const began = performance.now();
    let done = 0;
    do done = this.#umap!.step();
    while (done < rounds && performance.now() - began < sliceMs);
    return done;
  }

  /** In a square of side 1, in whose middle they lie. */
  points(): { x: number[]; y: number[] } {
    const [lowX, highX] = rangeOf(this.#points.map(([x]) => x));
    const [lowY, highY] = rangeOf(this.#points.map(([, y]) => y));
    const side = Math.max(highX - lowX, highY - lowY) || 1;
    const inSquare = (value: number, low: number, high: number) =>
      Math.round(((value - (low + high) / 2) / side + 0.5) * 1e4) / 1e4;
    return {
      x: this.#points.map(([x]) => inSquare(x, lowX, highX)),
      y: this.#points.map(([, y]) => inSquare(y, lowY, highY)),
    };
  }
}

function rangeOf(values: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** The same map of the same vectors: Mulberry32, 0 .. 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
