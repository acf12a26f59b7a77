import { normalised } from '../vectors.ts';
import type { VectorReader, VectorSet } from './VectorReader.ts';

const fewestRows = 64;

/** How rows are held in memory. */
export interface RowForm<Values extends Float32Array | Int8Array> {
  allocate(values: number): Values;
  /** Writes a unit vector. */
  write(values: Values, unit: Float32Array, offset: number): void;
}

/** A set's vectors side by side in memory, [rows, dimensions], kept up with the database. */
export class SetRows<Values extends Float32Array | Int8Array> {
  readonly dimensions: number;
  readonly #set: VectorSet;
  readonly #form: RowForm<Values>;
  #values: Values;
  #keys: number[] = [];
  #newestKey = 0;

  constructor(set: VectorSet, dimensions: number, form: RowForm<Values>) {
    this.dimensions = dimensions;
    this.#set = set;
    this.#form = form;
    this.#values = form.allocate(fewestRows * dimensions);
  }

  get bytes(): number {
    return this.#values.byteLength;
  }

  /** The key of each row. */
  get keys(): readonly number[] {
    return this.#keys;
  }

  /** All rows, and behind them what is not used yet. */
  get values(): Values {
    return this.#values;
  }

  /**
   * Brings the rows up to what the database holds now, `count` vectors. Finding out which rows are
   * dead, being of vectors that were removed or changed, takes a look at all keys: so many may stay.
   */
  sync(reader: VectorReader, count: number, mostDead: number): void {
    for (const { key, vector } of reader.after(this.#set, this.#newestKey)) {
      this.#append(key, vector);
    }
    if (this.#keys.length - count <= mostDead) return;
    const live = new Set(reader.keysAfter(this.#set, 0));
    for (let row = this.#keys.length - 1; row >= 0; row--) {
      if (!live.has(this.#keys[row]!)) this.#remove(row);
    }
  }

  #append(key: number, vector: Float32Array): void {
    const offset = this.#keys.length * this.dimensions;
    if (offset + this.dimensions > this.#values.length) {
      const larger = this.#form.allocate(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#form.write(this.#values, normalised(vector), offset);
    this.#keys.push(key);
    this.#newestKey = key;
  }

  /** Puts the last row in the place of this one. */
  #remove(row: number): void {
    const last = (this.#keys.length - 1) * this.dimensions;
    this.#values.copyWithin(row * this.dimensions, last, last + this.dimensions);
    const key = this.#keys.pop()!;
    if (row < this.#keys.length) this.#keys[row] = key;
  }
}
