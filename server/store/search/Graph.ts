import type { StoredVector } from './VectorReader.ts';
import { hnsw } from './vectorIndex/hnsw.ts';
import type { VectorIndex, VectorIndexKind } from './vectorIndex/VectorIndex.ts';

/** What candidates come from. */
export const indexKind: VectorIndexKind = hnsw;

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
 * A vector index over a set's vectors. It only grows: what is removed from the database is left in
 * it as dead and drops out when candidates are looked up, and a graph with much dead is built anew.
 */
export class Graph {
  readonly dimensions: number;
  readonly #index: VectorIndex;
  /** Every vector up to this key is in the graph or withheld, dead ones included. */
  newestKey: number;
  /** Vectors of length 1 that searches are measured by, and that are added once they have been. */
  withheld: readonly StoredVector[] = [];
  /** How many candidates its searches need, once that has been measured. */
  breadth: Breadth | undefined;

  private constructor(index: VectorIndex, dimensions: number, newestKey: number) {
    this.#index = index;
    this.dimensions = dimensions;
    this.newestKey = newestKey;
  }

  static empty(dimensions: number): Graph {
    return new Graph(indexKind.empty(dimensions), dimensions, 0);
  }

  /** Loads what `save` wrote, which is trusted: check it first. */
  static load(path: string, dimensions: number, newestKey: number): Graph {
    return new Graph(indexKind.load(path, dimensions), dimensions, newestKey);
  }

  get size(): number {
    return this.#index.size;
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
    this.#index.add(
      vectors.map(({ key }) => key),
      this.#rows(vectors.map(({ vector }) => vector)),
      threads,
    );
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
    return this.#index.search(this.#rows(queries), count, threads);
  }

  save(path: string): void {
    this.#index.save(path);
  }

  /** Vectors side by side: float32 [vectors, dimensions]. */
  #rows(units: readonly Float32Array[]): Float32Array {
    const rows = new Float32Array(units.length * this.dimensions);
    for (const [i, unit] of units.entries()) rows.set(unit, i * this.dimensions);
    return rows;
  }
}
