import { dot, normalised } from '../vectors.ts';
import type { Reader, VectorSet } from './reader.ts';
import type { Scored } from './TopK.ts';
import { TopK } from './TopK.ts';

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
  sync(reader: Reader, count: number): void {
    for (const { key, vector } of reader.after(this.#set, this.#newestKey)) {
      this.#append(key, vector);
    }
    if (this.#keys.length === count) return;
    // Something was removed or changed: what is not in the database any more goes.
    const live = new Set(reader.keys(this.#set));
    for (let row = this.#keys.length - 1; row >= 0; row--) {
      if (!live.has(this.#keys[row]!)) this.#remove(row);
    }
  }

  search(unit: Float32Array, k: number): Scored[] {
    const best = new TopK(k);
    for (const [row, key] of this.#keys.entries()) {
      best.add(key, dot(this.#values, unit, row * this.#dimensions));
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
