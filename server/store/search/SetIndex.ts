import { normalised } from '../vectors.ts';
import { Cells } from './codes/Cells.ts';
import { learnCodebook } from './codes/Codebook.ts';
import { CodedVectors } from './codes/CodedVectors.ts';
import { loadCoded, saveCoded } from './codes/codedFile.ts';
import { evenly } from './evenly.ts';
import type { Team } from './kernel/Team.ts';
import type { StoredVector, VectorReader, VectorSet } from './VectorReader.ts';

/** What searches of a set's index need, and what they come to by vectors that taught it nothing. */
export interface Breadth {
  /** Candidates that are ranked by their vectors. */
  readonly ef: number;
  /** Cells that are looked through. */
  readonly cells: number;
  /** Mean recall@10 with that many, 0 .. 1. */
  readonly recall: number;
}

/** Vectors that cells are learnt of, for each of them; and codes. */
const perCell = 32;
const forCodes = 4096;
/** Values of all vectors that are learnt of, at most. */
const mostValues = 2 ** 24;
const mostCells = 4096;
/** What it takes to look through some cells, which lie scattered in the memory, beside all in a row. */
export const scattered = 2.5;
/** Before anything has been measured: all cells are looked through. */
const guessed = 256;

/**
 * Codes of a set's vectors, which candidates come from. It only grows: what is removed from the
 * database is left in it as dead and drops out when candidates are looked up, and an index with much
 * dead is built anew.
 */
export class SetIndex {
  readonly dimensions: number;
  readonly #vectors: CodedVectors;
  /** Every vector up to this key is in the index, dead ones included. */
  newestKey: number;
  /** What its searches need, once that has been measured. */
  breadth: Breadth | undefined;

  /** Who searches it, its indexer included. */
  #holders = 1;

  private constructor(vectors: CodedVectors, newestKey: number) {
    this.#vectors = vectors;
    this.dimensions = vectors.codebook.dimensions;
    this.newestKey = newestKey;
  }

  /** An empty one, whose cells and codes are learnt of vectors from all over the set, in slices. */
  static *learn(reader: VectorReader, set: VectorSet): Generator<void, SetIndex> {
    const { value: first } = reader.after(set, 0).next();
    if (first === undefined) throw new Error('a set that is indexed has vectors');
    const dimensions = first.vector.length;
    const count = reader.count(set);
    const most = 2 ** Math.floor(Math.log2(mostValues / dimensions));
    const root = 2 ** Math.round(Math.log2(count) / 2);
    const cells = Math.min(mostCells, root, most / perCell);
    const wanted = Math.min(most, Math.max(forCodes, cells * perCell));
    const keys = yield* evenly(reader, set, 'teach', wanted);
    // A set may be so small that none of it teaches.
    if (keys.length === 0) keys.push(first.key);
    const sample = new Float32Array(keys.length * dimensions);
    let taken = 0;
    for (const key of keys) {
      const vector = reader.vector(key);
      if (vector !== undefined) sample.set(normalised(vector), taken++ * dimensions);
      if (taken % 256 === 0) yield;
    }
    // All of them may have been replaced meanwhile.
    if (taken === 0) return yield* SetIndex.learn(reader, set);
    const rows = sample.subarray(0, taken * dimensions);
    const centres = yield* Cells.learn(rows, dimensions, Math.min(cells, taken));
    const codebook = yield* learnCodebook(rows, dimensions, forCodes);
    return new SetIndex(new CodedVectors(codebook, centres), 0);
  }

  /** Loads what `save` wrote, which is trusted: check it first. */
  static load(path: string, dimensions: number, newestKey: number): SetIndex {
    return new SetIndex(loadCoded(path, dimensions), newestKey);
  }

  /** Keeps its memory for somebody else who searches it, until that one releases it, too. */
  hold(): void {
    this.#holders++;
  }

  /** Gives its memory back once nobody holds it. */
  release(): void {
    if (--this.#holders === 0) this.#vectors.release();
  }

  get size(): number {
    return this.#vectors.size;
  }

  get cells(): number {
    return this.#vectors.cells.count;
  }

  /** Adds vectors of length 1. */
  add(vectors: readonly StoredVector[]): void {
    for (const { key, vector } of vectors) this.#vectors.add(key, vector);
    this.newestKey = Math.max(this.newestKey, vectors.at(-1)?.key ?? 0);
  }

  /** Candidates that are ranked by default. */
  get ef(): number {
    return this.breadth?.ef ?? guessed;
  }

  /**
   * For each vector of length 1 the keys of about the `count` nearest, dead ones among them. More
   * than the default are looked for in more cells, by as much, and fewer in fewer.
   */
  candidates(units: readonly Float32Array[], count: number, team: Team): number[][] {
    const cells = this.breadth?.cells ?? this.cells;
    const wanted = Math.max(1, Math.ceil((cells * count) / this.ef));
    const probes = wanted * scattered < this.cells ? wanted : this.cells;
    return this.#vectors.nearest(
      units.map((unit) => ({ unit, probes, count })),
      team,
    );
  }

  /** The same of so many cells, the nearest first as far as codes tell. */
  inOrder(unit: Float32Array, probes: number, count: number, team: Team): number[] {
    return this.#vectors.nearest([{ unit, probes, count }], team, true)[0]!;
  }

  save(path: string): void {
    saveCoded(path, this.#vectors);
  }
}
