import { limits } from '../../config/limits.ts';
import type { Graph } from './Graph.ts';
import type { Matching } from './Matching.ts';
import type { Scored } from './TopK.ts';
import type { Found, Task } from './task.ts';
import type { UnitVectors } from './UnitVectors.ts';
import type { VectorReader } from './vectorReader.ts';

/** Candidates that a search keeps in view unless told. */
const defaultEf = 128;
/** Candidates re-ranked for each result wanted, and the fewest. */
const rankPerResult = 3;
const leastRanked = 32;

const fetchGrowth = 4;

/** Searches by a graph: its candidates, re-ranked by their float32 vectors. */
export class GraphSearch {
  readonly #reader: VectorReader;
  readonly #matching: Matching;
  readonly #vectors: (dimensions: number) => UnitVectors;
  readonly #threads: number;

  constructor(
    reader: VectorReader,
    matching: Matching,
    vectors: (dimensions: number) => UnitVectors,
    threads: number,
  ) {
    this.#reader = reader;
    this.#matching = matching;
    this.#vectors = vectors;
    this.#threads = threads;
  }

  /** Searches of one set, of the same k and ef and without filters, all at once. */
  together(graph: Graph, tasks: readonly Task[]): Found[] {
    const { query, considered } = tasks[0]!;
    // What is dead takes the place of candidates.
    const spread = graph.size / Math.max(1, Math.min(considered, graph.size));
    const ranked = Math.ceil(rankedFor(query.k) * spread);
    const breadth = Math.max(query.ef ?? defaultEf, ranked);
    const units = tasks.map(({ unit }) => unit);
    const threads = Math.min(units.length, this.#threads);
    const lists = graph.candidates(units, ranked, breadth, threads);
    const tail = this.#tail(graph, tasks[0]!);
    return tasks.map((task, i) => ({
      exact: false,
      complete: true,
      scored: this.#rank(graph, task, [...lists[i]!, ...tail]),
    }));
  }

  /** One search with a filter, fetching more and more until enough candidates pass. */
  filtered(graph: Graph, task: Task): Found {
    const { query, unit } = task;
    const filter = query.filter!;
    const wanted = rankedFor(query.k);
    const most = Math.min(graph.size, limits.searchBreadth);
    for (let breadth = Math.max(query.ef ?? defaultEf, wanted); ; breadth *= fetchGrowth) {
      const fetched = Math.min(breadth, most);
      const [candidates] = graph.candidates([unit], fetched, fetched, 1);
      const passing = this.#matching.among(candidates!, filter);
      if (passing.length < wanted && fetched < most) continue;
      const tail = this.#matching.among(this.#tail(graph, task), filter);
      const scored = this.#rank(graph, task, [...passing.slice(0, wanted), ...tail]);
      return { exact: false, complete: scored.length >= query.k, scored };
    }
  }

  #rank(graph: Graph, { unit }: Task, keys: readonly number[]): Scored[] {
    const vectors = this.#vectors(graph.dimensions);
    const scored: Scored[] = [];
    for (const key of keys) {
      const score = vectors.score(key, unit);
      if (score !== undefined) scored.push({ key, score });
    }
    return scored.sort((a, b) => b.score - a.score || a.key - b.key);
  }

  /** What the graph does not hold yet is compared one by one, so that no write is missed. */
  #tail(graph: Graph, { set }: Task): number[] {
    return [...this.#reader.keysAfter(set, graph.newestKey)];
  }
}

const rankedFor = (k: number) => Math.max(leastRanked, rankPerResult * k);
