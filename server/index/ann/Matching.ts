import type { DatabaseSync } from 'node:sqlite';
import type { Filter } from '../filter/filter.ts';
import { filterSql } from '../sqlite/filterSql.ts';
import { setName, type VectorReader, type VectorSet } from './vectorReader.ts';

/** Filters whose matches are remembered; the longest unused goes first. */
const mostRemembered = 64;

interface Remembered {
  /** The state of the database that the keys are of. */
  readonly state: number;
  readonly keys: readonly number[] | null;
}

/** Which vectors of a set belong to items that pass a filter. */
export class Matching {
  readonly #database: DatabaseSync;
  readonly #reader: VectorReader;
  readonly #remembered = new Map<string, Remembered>();

  constructor(database: DatabaseSync, reader: VectorReader) {
    this.#database = database;
    this.#reader = reader;
  }

  /**
   * The keys of all that match, or null if they are more than `most`. Null is remembered whatever
   * is written, being no more than a hint of how to search.
   */
  few(set: VectorSet, filter: Filter, most: number): readonly number[] | null {
    const name = `${setName(set)} ${JSON.stringify(filter)}`;
    const state = this.#reader.state();
    const known = this.#remembered.get(name);
    this.#remembered.delete(name);
    const found =
      known !== undefined && (known.keys === null || known.state === state)
        ? known
        : { state, keys: this.#find(set, filter, most) };
    this.#remembered.set(name, found);
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= mostRemembered) break;
      this.#remembered.delete(oldest);
    }
    return found.keys;
  }

  /** The keys of all that match. */
  all(set: VectorSet, filter: Filter): readonly number[] {
    return this.#keys(set, filter, Number.MAX_SAFE_INTEGER);
  }

  /** Those of the keys that match, in their order. */
  among(keys: readonly number[], filter: Filter): number[] {
    const { sql, values } = filterSql(filter);
    const passing = this.#database
      .prepare(
        `SELECT vectors.key FROM vectors JOIN items ON items.key = vectors.item
           WHERE vectors.key IN (SELECT value FROM json_each(?)) AND ${sql}`,
      )
      .all(JSON.stringify(keys), ...values);
    const passed = new Set(passing.map((row) => row.key as number));
    return keys.filter((key) => passed.has(key));
  }

  #find(set: VectorSet, filter: Filter, most: number): readonly number[] | null {
    const keys = this.#keys(set, filter, most + 1);
    return keys.length > most ? null : keys;
  }

  #keys({ collection, model }: VectorSet, filter: Filter, limit: number): number[] {
    const { sql, values } = filterSql(filter);
    return this.#database
      .prepare(
        `SELECT vectors.key FROM items CROSS JOIN vectors ON vectors.item = items.key
           WHERE items.collection = ? AND ${sql} AND vectors.model = ? LIMIT ?`,
      )
      .all(collection, ...values, model, limit)
      .map((row) => row.key as number);
  }
}
