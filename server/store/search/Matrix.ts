import { dot, normalised } from '../vectors.ts';
import { FloatRows } from './kernel/FloatRows.ts';
import type { Kernel } from './kernel/Kernel.ts';
import type { Scored } from './TopK.ts';
import { TopK } from './TopK.ts';
import type { VectorReader, VectorSet } from './VectorReader.ts';

const fewestRows = 64;
/** Float32 sums of products of unit vectors are wrong by no more than this. */
const rounding = 1e-5;

/** A small set's vectors side by side in memory, at length 1, kept up with the database. */
export class Matrix {
  readonly #set: VectorSet;
  readonly #dimensions: number;
  readonly #kernel: Kernel;
  #rows: FloatRows;
  /** The key of each row. */
  readonly #keys: number[] = [];
  #newestKey = 0;

  constructor(kernel: Kernel, set: VectorSet, dimensions: number) {
    this.#kernel = kernel;
    this.#set = set;
    this.#dimensions = dimensions;
    this.#rows = new FloatRows(kernel, dimensions, fewestRows);
  }

  get bytes(): number {
    return this.#rows.bytes;
  }

  /** Gives its memory back: it is not used any more. */
  release(): void {
    this.#rows.release();
  }

  /** Brings the rows up to what the database holds now, `count` vectors. */
  sync(reader: VectorReader, count: number): void {
    for (const { key, vector } of reader.after(this.#set, this.#newestKey)) {
      this.#append(key, vector);
    }
    if (this.#keys.length === count) return;
    const live = new Set(reader.keysAfter(this.#set, 0));
    for (let row = this.#keys.length - 1; row >= 0; row--) {
      if (!live.has(this.#keys[row]!)) this.#remove(row);
    }
  }

  /** The k nearest rows. */
  search(unit: Float32Array, k: number): Scored[] {
    const products = this.#rows.products(unit, 0, this.#keys.length);
    const nearest = new TopK(k);
    for (let row = 0; row < products.length; row++) {
      if (products[row]! >= nearest.least) nearest.add(this.#keys[row]!, products[row]!);
    }
    // Those that may be among the k nearest, however their sums were rounded.
    const least = nearest.least - 2 * rounding;
    return this.#best(
      products.keys().filter((row) => products[row]! >= least),
      unit,
      k,
    );
  }

  /** The k nearest among the rows of these keys. */
  searchAmong(keys: ReadonlySet<number>, unit: Float32Array, k: number): Scored[] {
    const rows = this.#keys.keys().filter((row) => keys.has(this.#keys[row]!));
    return this.#best(rows, unit, k);
  }

  #best(rows: Iterable<number>, unit: Float32Array, k: number): Scored[] {
    const best = new TopK(k);
    for (const row of rows) best.add(this.#keys[row]!, dot(this.#rows.at(row), unit, 0));
    return best.sorted();
  }

  #append(key: number, vector: Float32Array): void {
    if (this.#keys.length === this.#rows.capacity) this.#grow();
    this.#rows.at(this.#keys.length).set(normalised(vector));
    this.#keys.push(key);
    this.#newestKey = key;
  }

  #grow(): void {
    const larger = new FloatRows(this.#kernel, this.#dimensions, 2 * this.#rows.capacity);
    for (let row = 0; row < this.#rows.capacity; row++) larger.at(row).set(this.#rows.at(row));
    this.#rows.release();
    this.#rows = larger;
  }

  /** Puts the last row in the place of this one. */
  #remove(row: number): void {
    const key = this.#keys.pop()!;
    if (row === this.#keys.length) return;
    this.#rows.at(row).set(this.#rows.at(this.#keys.length));
    this.#keys[row] = key;
  }
}
