import { dot } from '../vectors.ts';
import { type RowForm, SetRows } from './SetRows.ts';
import type { Scored } from './TopK.ts';
import { TopK } from './TopK.ts';
import type { VectorSet } from './VectorReader.ts';
import { nearestRows } from './vectorIndex/nearestRows.ts';

/** Results fetched beyond those wanted, for the order among equals to be settled. */
const margin = 16;

const float32: RowForm<Float32Array> = {
  allocate: (values) => new Float32Array(values),
  write: (values, unit, offset) => values.set(unit, offset),
};

/** A small set's vectors side by side in memory, at length 1: float32 [rows, dimensions]. */
export class Matrix extends SetRows<Float32Array> {
  constructor(set: VectorSet, dimensions: number) {
    super(set, dimensions, float32);
  }

  /** The k nearest rows. */
  search(unit: Float32Array, k: number, threads: number): Scored[] {
    const rows = this.keys.length;
    if (rows === 0) return [];
    const wanted = Math.min(rows, k + margin);
    const dataset = this.values.subarray(0, rows * this.dimensions);
    const [nearest] = nearestRows(dataset, unit, this.dimensions, wanted, 'product', threads);
    return this.#best(nearest!, unit, k);
  }

  /** The k nearest among the rows of these keys. */
  searchAmong(keys: ReadonlySet<number>, unit: Float32Array, k: number): Scored[] {
    const rows = this.keys.keys().filter((row) => keys.has(this.keys[row]!));
    return this.#best(rows, unit, k);
  }

  #best(rows: Iterable<number>, unit: Float32Array, k: number): Scored[] {
    const best = new TopK(k);
    for (const row of rows) {
      best.add(this.keys[row]!, dot(this.values, unit, row * this.dimensions));
    }
    return best.sorted();
  }
}
