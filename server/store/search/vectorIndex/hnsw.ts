import usearch, { type Index } from 'usearch';
import type { VectorIndex, VectorIndexKind } from './VectorIndex.ts';

/**
 * int8 loses a little order, which re-ranking the candidates by their float32 vectors restores.
 * Between unit vectors the squared distance orders as the cosine does, and takes two thirds of the
 * time. `load` takes these from the file, so a file of other settings must not be loaded.
 * The expansion of a search is the number of candidates asked for, where that is more.
 */
const settings = {
  metric: usearch.MetricKind.L2sq,
  quantization: usearch.ScalarKind.I8,
  connectivity: 16,
  expansion_add: 128,
  expansion_search: 16,
  multi: false,
} as const;

/**
 * Vectors that are added one after the other. Threads that insert near one another may leave a
 * vector that no search reaches: some in ten thousand in a small graph, hardly any in a large one.
 */
const oneByOne = 4096;

/**
 * HNSW graphs (arXiv 1603.09320) of usearch. Nothing is ever removed from one: to remove and add
 * again has had bugs.
 */
export const hnsw: VectorIndexKind = {
  suffix: 'usearch',
  settings,
  empty: (dimensions) => new Hnsw(new usearch.Index({ dimensions, ...settings }), dimensions),
  load(path, dimensions) {
    const index = new usearch.Index({ dimensions, ...settings });
    index.load(path);
    return new Hnsw(index, dimensions);
  },
};

class Hnsw implements VectorIndex {
  readonly #index: Index;
  readonly #dimensions: number;

  constructor(index: Index, dimensions: number) {
    this.#index = index;
    this.#dimensions = dimensions;
  }

  get size(): number {
    return this.#index.size();
  }

  add(keys: readonly number[], rows: Float32Array, threads: number): void {
    const step = this.size < oneByOne ? 1 : keys.length;
    for (let i = 0; i < keys.length; i += step) {
      const some = BigUint64Array.from(keys.slice(i, i + step), BigInt);
      // When the index grows, the number of threads becomes how many may search at once.
      const grows = this.size + some.length >= this.#index.capacity();
      this.#index.add(
        some,
        rows.subarray(i * this.#dimensions, (i + some.length) * this.#dimensions),
        // Threads for a single vector would only wait for one another.
        grows || step > 1 ? threads : 1,
      );
    }
  }

  search(rows: Float32Array, count: number, threads: number): number[][] {
    const queries = rows.length / this.#dimensions;
    const wanted = Math.min(count, this.size);
    const found = this.#index.search([rows], wanted, threads);
    // usearch gives the result of a single query in another shape.
    if (queries === 1) return [Array.from(found.keys, Number)];
    return Array.from({ length: queries }, (_, i) => {
      const end = i * wanted + Number(found.counts[i]);
      return Array.from(found.keys.subarray(i * wanted, end), Number);
    });
  }

  save(path: string): void {
    this.#index.save(path);
  }
}
