import type { Filter } from '../filter/filter.ts';
import { predicateOf } from '../filter/predicate.ts';
import type { Slices } from '../slices.ts';
import { setName, type VectorReader, type VectorSet } from './VectorReader.ts';

/** Filters whose matches are remembered; the longest unused goes first. */
const mostRemembered = 64;

interface Remembered {
  /** The state of the database that the keys are of. */
  readonly state: number;
  readonly keys: readonly number[] | null;
}

/** Which vectors of a set belong to items that pass a filter. */
export class Matching {
  readonly #reader: VectorReader;
  readonly #remembered = new Map<string, Remembered>();

  constructor(reader: VectorReader) {
    this.#reader = reader;
  }

  /**
   * The keys of all that match, or null if they are more than `most`. Null is remembered whatever
   * is written, being no more than a hint of how to search.
   */
  async few(
    set: VectorSet,
    filter: Filter,
    most: number,
    slices: Slices,
  ): Promise<readonly number[] | null> {
    const name = `${setName(set)} ${JSON.stringify(filter)}`;
    const state = this.#reader.state();
    const known = this.#remembered.get(name);
    if (known !== undefined && (known.keys === null || known.state === state)) {
      this.#remember(name, known);
      return known.keys;
    }
    const keys = await this.all(set, filter, slices, most + 1);
    const found = keys.length > most ? null : keys;
    // What was written meanwhile may be among them or not.
    if (found === null || this.#reader.state() === state)
      this.#remember(name, { state, keys: found });
    return found;
  }

  /** The keys of all that match, or as many as are wanted. */
  async all(
    set: VectorSet,
    filter: Filter,
    slices: Slices,
    wanted = Number.POSITIVE_INFINITY,
  ): Promise<readonly number[]> {
    const passes = predicateOf(filter);
    const keys: number[] = [];
    /** Goes on until the slice is over; the query ends with it, so that nothing is held open. */
    const pass = (after: number) => {
      for (const { key, metadata } of this.#reader.metadataAfter(set, after)) {
        if (passes(metadata)) keys.push(key);
        if (keys.length === wanted) return undefined;
        const pause = slices.step();
        if (pause !== undefined) return { pause, key };
      }
      return undefined;
    };
    for (let stopped = pass(0); stopped !== undefined; stopped = pass(stopped.key)) {
      await stopped.pause;
    }
    return keys;
  }

  #remember(name: string, found: Remembered): void {
    this.#remembered.delete(name);
    this.#remembered.set(name, found);
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= mostRemembered) break;
      this.#remembered.delete(oldest);
    }
  }
}
