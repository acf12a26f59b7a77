import type { Kernel } from './Kernel.ts';

const bytesPerFloat = 4;

/** Vectors side by side in a kernel's memory, and their inner products with others. */
export class FloatRows {
  readonly capacity: number;
  readonly #kernel: Kernel;
  readonly #dimensions: number;
  /** Bytes of a row: a multiple of 16. */
  readonly #stride: number;
  /** A power of two, so that others find room in what was released. */
  readonly bytes: number;
  readonly #rows: number;
  readonly #query: number;
  readonly #products: number;

  /** @param capacity rows that there is room for */
  constructor(kernel: Kernel, dimensions: number, capacity: number) {
    this.#kernel = kernel;
    this.#dimensions = dimensions;
    this.capacity = Math.ceil(capacity / 4) * 4;
    this.#stride = Math.ceil(dimensions / 4) * 16;
    const rowBytes = this.capacity * this.#stride;
    const productBytes = this.capacity * bytesPerFloat;
    this.bytes = 2 ** Math.ceil(Math.log2(rowBytes + this.#stride + productBytes));
    this.#rows = kernel.reserve(this.bytes);
    this.#query = this.#rows + rowBytes;
    this.#products = this.#query + this.#stride;
  }

  /** Gives the memory back: nothing is there any more. */
  release(): void {
    this.#kernel.release(this.#rows, this.bytes);
  }

  /** The values of a row. */
  at(row: number): Float32Array {
    const from = (this.#rows + row * this.#stride) / bytesPerFloat;
    return this.#kernel.floats.subarray(from, from + this.#dimensions);
  }

  /**
   * Inner products with some rows, in float32, until the next call.
   * @param from a multiple of four
   */
  products(query: Float32Array, from: number, to: number): Float32Array {
    const { floats } = this.#kernel;
    floats.set(query, this.#query / bytesPerFloat);
    const [first, rows] = [this.#rows + from * this.#stride, to - from];
    const end = first + Math.ceil(rows / 4) * 4 * this.#stride;
    this.#kernel.dots(first, end, this.#stride, this.#query, this.#products);
    return floats.subarray(this.#products / bytesPerFloat, this.#products / bytesPerFloat + rows);
  }
}
