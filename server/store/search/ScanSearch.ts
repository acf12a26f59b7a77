import { CoarseMatrix } from './CoarseMatrix.ts';
import { Kept } from './Kept.ts';
import { rank } from './rank.ts';
import type { Found, Task } from './task.ts';
import type { UnitVectors } from './UnitVectors.ts';
import { setName, type VectorReader } from './VectorReader.ts';

/** Candidates ranked for each result wanted, and the fewest. */
const rankPerResult = 4;
const leastRanked = 64;
/** Dead rows of a matrix: all of them may be among the nearest, and be ranked for nothing. */
const mostDead = 256;
/** Beyond so many times as many values, an int8 matrix of them takes too much memory. */
const mostTimesMore = 16;

/**
 * Searches of sets of a middling size: all vectors are compared as int8, and the nearest of them
 * ranked as float32. Unlike a graph it finds as well in sets where everything is nearly as far from
 * everything else, as whitened embeddings are, and is no slower there for the same recall.
 */
export class ScanSearch {
  readonly #reader: VectorReader;
  readonly #vectors: (dimensions: number) => UnitVectors;
  readonly #mostValues: number;
  readonly #threads: number;
  readonly #matrices = new Kept<CoarseMatrix>();

  /** @param mostValues of all vectors of a set that is scanned, unless its graph is slower */
  constructor(
    reader: VectorReader,
    vectors: (dimensions: number) => UnitVectors,
    mostValues: number,
    threads: number,
  ) {
    this.#reader = reader;
    this.#vectors = vectors;
    this.#mostValues = mostValues;
    this.#threads = threads;
  }

  /** Whether a set is scanned while nothing is known of its graph. */
  takes(task: Task): boolean {
    return valuesOf(task) <= this.#mostValues;
  }

  /** Whether a set is scanned if its graph is known to be slower. */
  mayTake(task: Task): boolean {
    return valuesOf(task) <= mostTimesMore * this.#mostValues;
  }

  /** Searches of one set, of the same k, all at once. */
  together(tasks: readonly Task[]): Found[] {
    const { set, query, considered, unit } = tasks[0]!;
    const matrix = this.#matrices.use(
      setName(set),
      () => new CoarseMatrix(set, unit.length),
      (one) => one.sync(this.#reader, considered, mostDead),
    );
    // What is dead takes the place of candidates, and drops out when the items are looked up.
    const dead = matrix.keys.length - considered;
    const ranked = Math.max(leastRanked, rankPerResult * query.k) + dead;
    const units = tasks.map((task) => task.unit);
    const lists = matrix.nearest(units, ranked, this.#threads);
    const vectors = this.#vectors(unit.length);
    return tasks.map((task, i) => ({
      exact: false,
      complete: true,
      scored: rank(vectors, task.unit, lists[i]!),
    }));
  }
}

const valuesOf = ({ considered, unit }: Task) => considered * unit.length;
