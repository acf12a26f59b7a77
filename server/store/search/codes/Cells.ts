import { normalised } from '../../vectors.ts';
import { FloatRows } from '../kernel/FloatRows.ts';
import { Kernel } from '../kernel/Kernel.ts';

const rounds = 6;
/** Multiplications in a row: some ten milliseconds. */
const productsAtOnce = 2 ** 26;

/** Centres of a set's vectors, each of length 1, by which they are told apart roughly. */
export class Cells {
  readonly count: number;
  readonly #rows: FloatRows;

  /** @param centres float32 [count, dimensions] */
  constructor(kernel: Kernel, centres: Float32Array, dimensions: number) {
    this.count = centres.length / dimensions;
    this.#rows = new FloatRows(kernel, dimensions, this.count);
    for (let i = 0; i < this.count; i++) {
      this.#rows.at(i).set(centres.subarray(i * dimensions, (i + 1) * dimensions));
    }
  }

  /** Inner products of the centres with a vector, until the next call. */
  products(unit: Float32Array): Float32Array {
    return this.#rows.products(unit, 0, this.count);
  }

  nearest(unit: Float32Array): number {
    const products = this.products(unit);
    let nearest = 0;
    for (let i = 1; i < products.length; i++) if (products[i]! > products[nearest]!) nearest = i;
    return nearest;
  }

  /** Copies of the centres: float32 [count, dimensions]. */
  copy(dimensions: number): Float32Array {
    const copy = new Float32Array(this.count * dimensions);
    for (let i = 0; i < this.count; i++) copy.set(this.#rows.at(i), i * dimensions);
    return copy;
  }

  /**
   * Spherical k-means (Dhillon and Modha, 2001), in slices.
   * @param rows unit vectors, float32 [vectors, dimensions]
   * @returns centres, float32 [count, dimensions]
   */
  static *learn(
    rows: Float32Array,
    dimensions: number,
    count: number,
  ): Generator<void, Float32Array> {
    const vectors = rows.length / dimensions;
    const row = (i: number) => rows.subarray(i * dimensions, (i + 1) * dimensions);
    let centres = new Float32Array(count * dimensions);
    for (let i = 0; i < count; i++) {
      centres.set(row(Math.floor(((i + 0.5) * vectors) / count)), i * dimensions);
    }
    const kernel = Kernel.take();
    const atOnce = Math.max(1, Math.floor(productsAtOnce / centres.length));
    for (let round = 0; round < rounds && count > 1; round++) {
      const cells = new Cells(kernel, centres, dimensions);
      const sums = new Float32Array(centres.length);
      for (let i = 0; i < vectors; i++) {
        const from = cells.nearest(row(i)) * dimensions;
        for (let j = 0; j < dimensions; j++) sums[from + j]! += rows[i * dimensions + j]!;
        if (i % atOnce === atOnce - 1) yield;
      }
      centres = new Float32Array(centres.length);
      for (let i = 0; i < count; i++) {
        const sum = sums.subarray(i * dimensions, (i + 1) * dimensions);
        // One that is nearest to nothing stays where it was.
        const moved = sum.some((value) => value !== 0);
        centres.set(moved ? normalised(sum) : cells.#rows.at(i), i * dimensions);
      }
      cells.#rows.release();
    }
    kernel.giveBack();
    return centres;
  }
}
