import usearch, { type Index } from 'usearch';
import type { StoredVector } from './reader.ts';

/**
 * int8 under cosine loses a little order, which re-ranking the candidates by their float32 vectors
 * restores. `load` takes these from the file, so a snapshot of other settings must not be loaded.
 */
export const graphSettings = {
  metric: usearch.MetricKind.Cos,
  quantization: usearch.ScalarKind.I8,
  connectivity: 16,
  expansion_add: 128,
  expansion_search: 256,
  multi: false,
} as const;

/**
 * A usearch HNSW graph over a set's vectors. It only grows: what is removed from the database is
 * left in it as dead and drops out when candidates are looked up, and a graph with much dead is
 * built anew. (Removing from usearch and adding again has had bugs.)
 */
export class Graph {
  readonly dimensions: number;
  readonly #index: Index;
  /** Every vector up to this key is in the graph, dead ones included. */
  newestKey: number;

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

  /** Adds vectors of ascending keys. */
  add(vectors: readonly StoredVector[]): void {
    const values = new Float32Array(vectors.length * this.dimensions);
    for (const [i, { vector }] of vectors.entries()) values.set(vector, i * this.dimensions);
    this.#index.add(
      BigUint64Array.from(vectors, ({ key }) => BigInt(key)),
      values,
      1,
    );
    this.newestKey = vectors.at(-1)?.key ?? this.newestKey;
  }

  /** Keys of about the `count` nearest, dead ones among them. */
  candidates(vector: Float32Array, count: number): number[] {
    return Array.from(this.#index.search(vector, count, 1).keys, Number);
  }

  save(path: string): void {
    this.#index.save(path);
  }
}
