import { Kept } from './Kept.ts';
import type { Matching } from './Matching.ts';
import { Matrix } from './Matrix.ts';
import { type Scored, TopK } from './TopK.ts';
import type { Task } from './task.ts';
import type { UnitVectors } from './UnitVectors.ts';
import { setName, type VectorReader } from './vectorReader.ts';

/** Vectors that are compared at a time. */
const atOnce = 256;

/** Searches that compare with every vector that comes into question. */
export class ExactSearch {
  readonly #reader: VectorReader;
  readonly #matching: Matching;
  readonly #vectors: (dimensions: number) => UnitVectors;
  readonly #threads: number;
  readonly #matrices = new Kept<Matrix>();

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

  /** Searches a set that is small enough to be kept as a matrix. */
  small({ query, set, unit, considered }: Task): Scored[] {
    const matrix = this.#matrices.use(
      setName(set),
      () => new Matrix(set, unit.length),
      (one) => one.sync(this.#reader, considered, 0),
    );
    if (query.filter === undefined) return matrix.search(unit, query.k, this.#threads);
    const keys = new Set(this.#matching.all(set, query.filter));
    return matrix.searchAmong(keys, unit, query.k);
  }

  /** Searches the vectors of these keys. */
  among(keys: Iterable<number>, { query, unit }: Task): Scored[] {
    return this.together(keys, [{ unit, k: query.k }])[0]!;
  }

  /** Several searches of the same vectors in one pass over them. */
  together(
    keys: Iterable<number>,
    queries: readonly { unit: Float32Array; k: number }[],
  ): Scored[][] {
    const vectors = this.#vectors(queries[0]!.unit.length);
    const best = queries.map(({ k }) => new TopK(k));
    for (const some of groupsOf(keys, atOnce)) {
      for (const [i, { unit }] of queries.entries()) {
        for (const { key, score } of vectors.scores(some, unit)) best[i]!.add(key, score);
      }
    }
    return best.map((one) => one.sorted());
  }
}

function* groupsOf(keys: Iterable<number>, size: number): Generator<number[]> {
  let group: number[] = [];
  for (const key of keys) {
    group.push(key);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  yield group;
}
