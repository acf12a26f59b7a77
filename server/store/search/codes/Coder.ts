import type { Kernel } from '../kernel/Kernel.ts';
import { type Codebook, perCode } from './Codebook.ts';

/** What an entry of a table is at most: four make a byte. */
const most = 63;

/** A codebook in a kernel's memory, and what it makes of vectors. */
export class Coder {
  readonly #kernel: Kernel;
  readonly #book: Codebook;
  readonly #centroids: number;
  /** Half the squared length of each centroid, negative: what nearness begins from. */
  readonly #halves: number;
  readonly #zeros: number;
  /** A vector, and zeros where it is shorter than its codes. */
  readonly #vector: number;
  readonly #products: number;
  readonly #productsEnd: number;

  constructor(kernel: Kernel, book: Codebook) {
    const { codes, width, centroids } = book;
    this.#kernel = kernel;
    this.#book = book;
    this.#centroids = kernel.reserve(centroids.byteLength);
    this.#halves = kernel.reserve(codes * perCode * 4);
    this.#zeros = kernel.reserve(codes * perCode * 4);
    this.#vector = kernel.reserve(codes * width * 4);
    this.#products = kernel.reserve(codes * perCode * 4);
    this.#productsEnd = this.#products + codes * perCode * 4;
    kernel.floats.set(centroids, this.#centroids / 4);
    for (let i = 0; i < codes * perCode; i++) {
      const at = Math.floor(i / perCode) * width * perCode + (i % perCode);
      let squares = 0;
      for (let j = 0; j < width; j++) squares += centroids[at + j * perCode]! ** 2;
      kernel.floats[this.#halves / 4 + i] = -squares / 2;
    }
  }

  /** Writes a vector's codes: byte `at`, and every sixteenth after it, into its lower or upper half. */
  write(at: number, upper: boolean, vector: Float32Array): void {
    const products = this.#compare(vector, this.#halves);
    const { bytes } = this.#kernel;
    for (let first = 0, byte = at; first < products.length; first += perCode, byte += perCode) {
      let nearest = 0;
      for (let i = 1; i < perCode; i++) {
        if (products[first + i]! > products[first + nearest]!) nearest = i;
      }
      bytes[byte]! |= upper ? nearest << 4 : nearest;
    }
  }

  /**
   * Writes a query's tables, uint8 [codes, 16]: its inner products with the centroids, of each code
   * from the least one on, in steps that are the same for all.
   */
  tables(at: number, query: Float32Array): void {
    this.#compare(query, this.#zeros);
    this.#kernel.tables(this.#products, this.#productsEnd, most, at);
  }

  #compare(vector: Float32Array, from: number): Float32Array {
    const { floats } = this.#kernel;
    floats.set(vector, this.#vector / 4);
    const width = this.#book.width * 4;
    this.#kernel.products(
      ...([this.#centroids, this.#vector, width, from] as const),
      ...([this.#products, this.#productsEnd] as const),
    );
    return floats.subarray(this.#products / 4, this.#productsEnd / 4);
  }
}
