import { limits } from '../../limits.ts';
import { predicateOf } from '../filter/predicate.ts';
import type { Slices } from '../slices.ts';
import type { Team } from './kernel/Team.ts';
import { rank } from './rank.ts';
import type { SetIndex } from './SetIndex.ts';
import type { Found, Task } from './task.ts';
import type { UnitVectors } from './UnitVectors.ts';
import type { VectorReader } from './VectorReader.ts';

/** Candidates ranked for each result wanted, and the fewest. */
const rankPerResult = 3;
const leastRanked = 32;

const fetchGrowth = 4;

/** A set's index, and the keys of what came to the set since. */
export interface Indexed {
  readonly index: SetIndex;
  /** Compared one by one, so that no write is missed. */
  readonly tail: readonly number[];
}

/** Searches by an index: its candidates, re-ranked by their float32 vectors. */
export class IndexSearch {
  readonly #reader: VectorReader;
  readonly #vectors: (dimensions: number) => UnitVectors;

  readonly #team: Team;

  constructor(reader: VectorReader, vectors: (dimensions: number) => UnitVectors, team: Team) {
    this.#reader = reader;
    this.#vectors = vectors;
    this.#team = team;
  }

  /** Searches of one set, of the same k and ef and without filters, all at once. */
  together({ index, tail }: Indexed, tasks: readonly Task[]): Found[] {
    const { query, considered } = tasks[0]!;
    // What is dead takes the place of candidates.
    const spread = index.size / Math.max(1, Math.min(considered, index.size));
    const breadth = Math.ceil(Math.max(query.ef ?? index.ef, rankedFor(query.k)) * spread);
    const units = tasks.map(({ unit }) => unit);
    const lists = index.candidates(units, breadth, this.#team);
    const vectors = this.#vectors(index.dimensions);
    return tasks.map(({ unit }, i) => ({
      exact: false,
      complete: true,
      scored: rank(vectors, unit, [...lists[i]!, ...tail]),
    }));
  }

  /** One search with a filter, fetching more and more until enough candidates pass. */
  async filtered(
    { index, tail }: Indexed,
    task: Task,
    slices: Slices,
  ): Promise<Found & { passing: number }> {
    const { query, unit } = task;
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
    const vectors = this.#vectors(index.dimensions);
    const wanted = rankedFor(query.k);
    const most = Math.min(index.size, limits.searchBreadth);
    // Others have turns in between, and may put another index in its place.
    index.hold();
    try {
      for (let breadth = Math.max(query.ef ?? index.ef, wanted); ; breadth *= fetchGrowth) {
        const fetched = Math.min(breadth, most);
        const [candidates] = index.candidates([unit], fetched, this.#team);
        const found = await among(candidates!);
        if (found.length < wanted && fetched < most) continue;
        const passed = [...found, ...(await among(tail))];
        const scored = rank(vectors, unit, passed);
        return { exact: false, complete: scored.length >= query.k, scored, passing: passed.length };
      }
    } finally {
      index.release();
    }
  }
}

const rankedFor = (k: number) => Math.max(leastRanked, rankPerResult * k);
