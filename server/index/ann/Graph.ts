import usearch, { type Index } from 'usearch';
import type { StoredVector } from './vectorReader.ts';

/**
 * int8 loses a little order, which re-ranking the candidates by their float32 vectors restores.
 * Between unit vectors the squared distance orders as the cosine does, and takes two thirds of the
 * time. `load` takes these from the file, so a snapshot of other settings must not be loaded.
 * The expansion of a search is the number of candidates asked for, where that is more.
 */
export const graphSettings = {
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

/** What a graph's searches came to by vectors of its set that it had not been given. */
export interface Breadth {
  /** Candidates that a search is to keep in view. */
  readonly ef: number;
  /** Mean recall@10 with that many, 0 .. 1. */
  readonly recall: number;
  /** Missing where an earlier version measured it, by vectors that were in the graph. */
  readonly by?: 'withheld' | undefined;
}

/**
 * A usearch HNSW graph over a set's vectors. It only grows: what is removed from the database is
 * left in it as dead and drops out when candidates are looked up, and a graph with much dead is
 * built anew. (Removing from usearch and adding again has had bugs.)
 */
export class Graph {
  readonly dimensions: number;
  readonly #index: Index;
  /** Every vector up to this key is in the graph or withheld, dead ones included. */
  newestKey: number;
  /** Vectors of length 1 that searches are measured by, and that are added once they have been. */
  withheld: readonly StoredVector[] = [];
  /** How many candidates its searches need, once that has been measured. */
  breadth: Breadth | undefined;

  private constructor(index: Index, dimensions: number, newestKey: number) {
    this.#index = index;
    this.dimensions = dimensions;
    this.newestKey = newestKey;
  }

  static empty(dimensions: number): Graph {
    return new Graph(new usearch.Index({ dimensions, ...graphSettings }), dimensions, 0);
  }

  /** Loads what `save` wrote. usearch trusts the file: check it first. */
  static load(path: string, dimensions: number, newestKey: number): Graph {
    const index = new usearch.Index({ dimensions, ...graphSettings });
    index.load(path);
    return new Graph(index, dimensions, newestKey);
  }

  get size(): number {
    return this.#index.size();
  }

  /** Passes over vectors of length 1 for now; each search has to compare them itself. */
  withhold(vectors: readonly StoredVector[]): void {
    this.withheld = [...this.withheld, ...vectors];
    this.#upTo(vectors);
  }

  /** Adds what was withheld. */
  addWithheld(threads: number): void {
    this.add(this.withheld, threads);
    this.withheld = [];
  }

  /** Adds vectors of length 1. */
  add(vectors: readonly StoredVector[], threads: number): void {
    const step = this.size < oneByOne ? 1 : vectors.length;
    for (let i = 0; i < vectors.length; i += step) {
      const some = vectors.slice(i, i + step);
      // When the index grows, the number of threads becomes how many may search at once.
      const grows = this.size + some.length >= this.#index.capacity();
      this.#index.add(
        BigUint64Array.from(some, ({ key }) => BigInt(key)),
        this.#rows(some.map(({ vector }) => vector)),
        // Threads for a single vector would only wait for one another.
        grows || step > 1 ? threads : 1,
      );
    }
    this.#upTo(vectors);
  }

  #upTo(vectors: readonly StoredVector[]): void {
    this.newestKey = Math.max(this.newestKey, vectors.at(-1)?.key ?? 0);
  }

  /**
   * For each query, of length 1, the keys of about the `count` nearest, dead ones among them: as
   * int8 tells, which cuts values so short that all of them are worth ranking.
   */
  candidates(queries: readonly Float32Array[], count: number, threads: number): number[][] {
    const wanted = Math.min(count, this.size);
    const found = this.#index.search([this.#rows(queries)], wanted, threads);
    // usearch gives the result of a single query in another shape.
    if (queries.length === 1) return [Array.from(found.keys, Number)];
    return queries.map((_, i) => {
      const end = i * wanted + Number(found.counts[i]);
      return Array.from(found.keys.subarray(i * wanted, end), Number);
    });
  }

  save(path: string): void {
    this.#index.save(path);
  }

  /** Vectors side by side: float32 [vectors, dimensions], which is all that usearch takes. */
  #rows(units: readonly Float32Array[]): Float32Array {
    const rows = new Float32Array(units.length * this.dimensions);
    for (const [i, unit] of units.entries()) rows.set(unit, i * this.dimensions);
    return rows;
  }
}
