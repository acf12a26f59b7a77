import type { Slices } from '../slices.ts';
import { Kept } from './Kept.ts';
import { Kernel } from './kernel/Kernel.ts';
import { Matrix } from './Matrix.ts';
import { type Scored, TopK } from './TopK.ts';
import type { Task } from './task.ts';
import type { UnitVectors } from './UnitVectors.ts';
import { setName, type VectorReader } from './VectorReader.ts';

/** Vectors that are compared at a time. */
const atOnce = 256;

/** Searches that compare with every vector that comes into question. */
export class ExactSearch {
  readonly #reader: VectorReader;
  readonly #vectors: (dimensions: number) => UnitVectors;
  /** One for all: each takes of the addresses that a process has. */
  readonly #kernel = new Kernel();
  readonly #matrices = new Kept<Matrix>();

  constructor(reader: VectorReader, vectors: (dimensions: number) => UnitVectors) {
    this.#reader = reader;
    this.#vectors = vectors;
  }

  /** Searches a set that is small enough to be kept as a matrix, or those of these keys in it. */
  small({ query, set, unit, considered }: Task, keys?: readonly number[]): Scored[] {
    const matrix = this.#matrices.use(
      setName(set),
      () => new Matrix(this.#kernel, set, unit.length),
      (one) => one.sync(this.#reader, considered),
    );
    if (keys === undefined) return matrix.search(unit, query.k);
    return matrix.searchAmong(new Set(keys), unit, query.k);
  }

  /** Searches the vectors of these keys, in one go. */
  among(keys: Iterable<number>, { query, unit }: Task): Scored[] {
    return this.together(keys, [{ unit, k: query.k }])[0]!;
  }

  /** The same, with turns for others in between. */
  async slowly(keys: readonly number[], { query, unit }: Task, slices: Slices): Promise<Scored[]> {
    const vectors = this.#vectors(unit.length);
    const best = new TopK(query.k);
    for (const some of groupsOf(keys, atOnce)) {
      for (const { key, score } of vectors.scores(some, unit)) best.add(key, score);
      await slices.step();
    }
    return best.sorted();
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
