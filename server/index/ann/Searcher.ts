import type { SearchAnswer, SearchQuery } from '../store.ts';
import { cosine, normalised } from '../vectors.ts';
import type { Graph } from './Graph.ts';
import type { Indexer } from './Indexer.ts';
import { Matrix } from './Matrix.ts';
import type { Reader, VectorSet } from './reader.ts';
import { type Scored, TopK } from './TopK.ts';

/** Matrices kept in memory, in bytes; the longest unused goes first. */
const matrixBudget = 512 * 2 ** 20;
/** Candidates fetched from a graph for each result wanted, and the fewest. */
const fetchPerResult = 3;
const leastFetch = 64;

/** Searches one state of the database, exactly where the set is small and by its graph elsewhere. */
export class Searcher {
  readonly #reader: Reader;
  readonly #indexer: Indexer;
  readonly #exactLimit: number;
  readonly #matrices = new Map<string, Matrix>();

  constructor(reader: Reader, indexer: Indexer, exactLimit: number) {
    this.#reader = reader;
    this.#indexer = indexer;
    this.#exactLimit = exactLimit;
  }

  search({ collection, model, vector, k }: SearchQuery): SearchAnswer {
    const reader = this.#reader;
    return reader.snapshot(() => {
      const set = { collection: reader.collectionKey(collection), model };
      const considered = reader.count(set);
      const unit = normalised(vector);
      const approximate = considered > this.#exactLimit ? this.#byGraph(set, unit, k) : null;
      const scored = approximate ?? this.#exactly(set, unit, k, considered);
      const hits = scored.map(({ key, score }) => ({
        ...reader.item(key),
        score: Math.max(-1, Math.min(1, score)),
      }));
      return { exact: approximate === null, considered, hits };
    });
  }

  #exactly(set: VectorSet, unit: Float32Array, k: number, count: number): Scored[] {
    if (count > this.#exactLimit) return this.#scan(set, 0, unit, new TopK(k)).sorted();
    const name = `${set.collection} ${set.model}`;
    const matrix = this.#matrices.get(name) ?? new Matrix(set, unit.length);
    this.#matrices.delete(name);
    matrix.sync(this.#reader, count);
    this.#matrices.set(name, matrix);
    this.#evict();
    return matrix.search(unit, k);
  }

  /** Null if there is no graph yet, or too little of the set is in it. */
  #byGraph(set: VectorSet, unit: Float32Array, k: number): Scored[] | null {
    const graph = this.#indexer.graph(set);
    if (graph === undefined) return null;
    const reader = this.#reader;
    const tail = reader.countAfter(set, graph.newestKey, this.#exactLimit + 1);
    if (tail > this.#exactLimit) return null;
    const best = new TopK(k);
    const count = reader.count(set);
    for (const key of this.#candidates(graph, unit, k, count - tail)) {
      const vector = reader.vector(key);
      if (vector !== undefined) best.add(key, cosine(vector, unit));
    }
    // What the graph does not hold yet is compared one by one, so that no write is missed.
    const scored = this.#scan(set, graph.newestKey, unit, best).sorted();
    return scored.length < Math.min(k, count) ? null : scored;
  }

  #candidates(graph: Graph, unit: Float32Array, k: number, live: number): number[] {
    const wanted = Math.max(leastFetch, fetchPerResult * k) * (graph.size / Math.max(1, live));
    return graph.candidates(unit, Math.min(graph.size, Math.ceil(wanted)));
  }

  #scan(set: VectorSet, after: number, unit: Float32Array, best: TopK): TopK {
    for (const { key, vector } of this.#reader.after(set, after)) {
      best.add(key, cosine(vector, unit));
    }
    return best;
  }

  #evict(): void {
    let bytes = 0;
    for (const matrix of this.#matrices.values()) bytes += matrix.bytes;
    for (const [name, matrix] of this.#matrices) {
      if (bytes <= matrixBudget || this.#matrices.size === 1) return;
      this.#matrices.delete(name);
      bytes -= matrix.bytes;
    }
  }
}
