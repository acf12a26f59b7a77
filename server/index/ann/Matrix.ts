import usearch from 'usearch';
import { dot, normalised } from '../vectors.ts';
import type { Scored } from './TopK.ts';
import { TopK } from './TopK.ts';
import type { VectorReader, VectorSet } from './vectorReader.ts';

/** Results fetched beyond those wanted, for the order among equals to be settled. */
const margin = 16;

/** A small set's vectors side by side in memory, at length 1: float32 [rows, dimensions]. */
export class Matrix {
  readonly #set: VectorSet;
  readonly #dimensions: number;
  #values: Float32Array;
  #keys: number[] = [];
  #newestKey = 0;

  constructor(set: VectorSet, dimensions: number) {
    this.#set = set;
    this.#dimensions = dimensions;
    this.#values = new Float32Array(64 * dimensions);
  }

  get bytes(): number {
    return this.#values.byteLength;
  }

  /** Brings the rows up to what the database holds now, `count` vectors. */
  sync(reader: VectorReader, count: number): void {
    for (const { key, vector } of reader.after(this.#set, this.#newestKey)) {
      this.#append(key, vector);
    }
    if (this.#keys.length === count) return;
    // Something was removed or changed: what is not in the database any more goes.
    const live = new Set(reader.keysAfter(this.#set, 0));
    for (let row = this.#keys.length - 1; row >= 0; row--) {
      if (!live.has(this.#keys[row]!)) this.#remove(row);
    }
  }

  /** The k nearest rows. */
  search(unit: Float32Array, k: number, threads: number): Scored[] {
    const rows = this.#keys.length;
    if (rows === 0) return [];
    const wanted = Math.min(rows, k + margin);
    const dataset = this.#values.subarray(0, rows * this.#dimensions);
    const { IP } = usearch.MetricKind;
    const found = usearch.exactSearch(dataset, unit, this.#dimensions, wanted, IP, threads);
    return this.#best(Array.from(found.keys, Number), unit, k);
  }

  /** The k nearest among the rows of these keys. */
  searchAmong(keys: ReadonlySet<number>, unit: Float32Array, k: number): Scored[] {
    const rows = this.#keys.keys().filter((row) => keys.has(this.#keys[row]!));
    return this.#best(rows, unit, k);
  }

  #best(rows: Iterable<number>, unit: Float32Array, k: number): Scored[] {
    const best = new TopK(k);
    for (const row of rows) {
      best.add(this.#keys[row]!, dot(this.#values, unit, row * this.#dimensions));
    }
    return best.sorted();
  }

  #append(key: number, vector: Float32Array): void {
    const offset = this.#keys.length * this.#dimensions;
    if (offset + this.#dimensions > this.#values.length) {
      const larger = new Float32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(normalised(vector), offset);
    this.#keys.push(key);
    this.#newestKey = key;
  }

  /** Puts the last row in the place of this one. */
  #remove(row: number): void {
    const last = (this.#keys.length - 1) * this.#dimensions;
    this.#values.copyWithin(row * this.#dimensions, last, last + this.#dimensions);
    const key = this.#keys.pop()!;
    if (row < this.#keys.length) this.#keys[row] = key;
  }
}
