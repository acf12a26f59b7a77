import { limits } from '../../limits.ts';
import { predicateOf } from '../filter/predicate.ts';
import type { Slices } from '../slices.ts';
import { enoughRecall } from './Calibration.ts';
import type { Graph } from './Graph.ts';
import { rank } from './rank.ts';
import type { Found, Task } from './task.ts';
import type { UnitVectors } from './UnitVectors.ts';
import type { VectorReader } from './VectorReader.ts';

/**
 * Candidates that a search keeps in view unless told: as many as were measured to be enough, and
 * before that a guess from clusters of 512 dimensions (`npm run bench search`): recall@10 of 1.00
 * with 64 of 100,000, of 0.94 with 64 and of 0.996 with 192 of 1,000,000.
 */
const defaultEf = ({ breadth }: Graph, considered: number) =>
  breadth?.ef ?? Math.round(64 * Math.max(1, Math.sqrt(considered / 100_000)));

/**
 * Vectors that may be compared side by side in the time that a graph takes for one of its
 * candidates: between vectors all over the memory.
 */
const scannedPerCandidate = 128;

/** Candidates ranked for each result wanted, and the fewest. */
const rankPerResult = 3;
const leastRanked = 32;

const fetchGrowth = 4;

/** A graph, and the keys of what came to its set since. */
export interface Grown {
  readonly graph: Graph;
  /** Compared one by one, so that no write is missed. */
  readonly tail: readonly number[];
}

/** Searches by a graph: its candidates, re-ranked by their float32 vectors. */
export class GraphSearch {
  readonly #reader: VectorReader;
  readonly #vectors: (dimensions: number) => UnitVectors;
  readonly #threads: number;

  constructor(reader: VectorReader, vectors: (dimensions: number) => UnitVectors, threads: number) {
    this.#reader = reader;
    this.#vectors = vectors;
    this.#threads = threads;
  }

  /**
   * Whether the graph finds enough in less time than comparing all vectors takes; undefined while
   * that has not been measured.
   */
  quicker(graph: Graph, { considered, query }: Task): boolean | undefined {
    if (graph.breadth === undefined) return undefined;
    if (graph.breadth.recall < enoughRecall) return false;
    return Math.max(graph.breadth.ef, rankedFor(query.k)) * scannedPerCandidate <= considered;
  }

  /** Searches of one set, of the same k and ef and without filters, all at once. */
  together({ graph, tail }: Grown, tasks: readonly Task[]): Found[] {
    const { query, considered } = tasks[0]!;
    // What is dead takes the place of candidates.
    const spread = graph.size / Math.max(1, Math.min(considered, graph.size));
    const ef = query.ef ?? defaultEf(graph, considered);
    const breadth = Math.ceil(Math.max(ef, rankedFor(query.k)) * spread);
    const units = tasks.map(({ unit }) => unit);
    const threads = Math.min(units.length, this.#threads);
    const lists = graph.candidates(units, breadth, threads);
    const vectors = this.#vectors(graph.dimensions);
    return tasks.map((task, i) => ({
      exact: false,
      complete: true,
      scored: rank(vectors, task.unit, [...lists[i]!, ...tail]),
    }));
  }

  /** One search with a filter, fetching more and more until enough candidates pass. */
  async filtered(
    { graph, tail }: Grown,
    task: Task,
    slices: Slices,
  ): Promise<Found & { passing: number }> {
    const { query, unit, considered } = task;
    const passes = predicateOf(query.filter!);
    const passing = new Map<number, boolean>();
    /** Each is looked at once, however often it is fetched. */
    const among = async (keys: readonly number[]): Promise<number[]> => {
      for (const key of keys) {
        if (passing.has(key)) continue;
        const item = this.#reader.item(key);
        passing.set(key, item !== undefined && passes(item.metadata));
        await slices.step();
      }
      return keys.filter((key) => passing.get(key));
    };
    const vectors = this.#vectors(graph.dimensions);
    const wanted = rankedFor(query.k);
    const most = Math.min(graph.size, limits.searchBreadth);
    const ef = query.ef ?? defaultEf(graph, considered);
    for (let breadth = Math.max(ef, wanted); ; breadth *= fetchGrowth) {
      const fetched = Math.min(breadth, most);
      const [candidates] = graph.candidates([unit], fetched, 1);
      const found = await among(candidates!);
      if (found.length < wanted && fetched < most) continue;
      const passed = [...found, ...(await among(tail))];
      const scored = rank(vectors, unit, passed);
      return { exact: false, complete: scored.length >= query.k, scored, passing: passed.length };
    }
  }
}

const rankedFor = (k: number) => Math.max(leastRanked, rankPerResult * k);
