import { quantiseInto } from './quantise.ts';
import { type RowForm, SetRows } from './SetRows.ts';
import type { VectorSet } from './VectorReader.ts';
import { nearestRows } from './vectorIndex/nearestRows.ts';

const int8: RowForm<Int8Array> = {
  allocate: (values) => new Int8Array(values),
  write: quantiseInto,
};

/** A set's vectors side by side in memory: int8 [rows, dimensions]. */
export class CoarseMatrix extends SetRows<Int8Array> {
  constructor(set: VectorSet, dimensions: number) {
    super(set, dimensions, int8);
  }

  /** For each unit vector the keys of the `count` nearest rows, as far as int8 tells. */
  nearest(units: readonly Float32Array[], count: number, threads: number): number[][] {
    const wanted = Math.min(this.keys.length, count);
    if (wanted === 0) return units.map(() => []);
    const { dimensions } = this;
    const queries = new Int8Array(units.length * dimensions);
    for (const [i, unit] of units.entries()) quantiseInto(queries, unit, i * dimensions);
    const rows = this.values.subarray(0, this.keys.length * dimensions);
    const found = nearestRows(rows, queries, dimensions, wanted, 'distance', threads);
    return found.map((nearest) => nearest.map((row) => this.keys[row]!));
  }
}
