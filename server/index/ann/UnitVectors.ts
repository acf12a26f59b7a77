import { dot, normalised } from '../vectors.ts';
import type { VectorReader } from './vectorReader.ts';

/** Vectors in one piece of memory. */
const pieceRows = 4096;

/**
 * Vectors of one length, read once from the database and kept at length 1, up to a budget. A key's
 * vector never changes, so what is kept is right for ever; whether the key is still there is not
 * known here. A key has one place, by its remainder; keys in a row do not displace one another.
 */
export class UnitVectors {
  readonly #reader: VectorReader;
  readonly #dimensions: number;
  readonly #places: number;
  readonly #keys: Float64Array;
  readonly #pieces: (Float32Array | undefined)[] = [];

  /** @param budget bytes that the vectors may take */
  constructor(reader: VectorReader, dimensions: number, budget: number) {
    this.#reader = reader;
    this.#dimensions = dimensions;
    const rows = budget / (dimensions * Float32Array.BYTES_PER_ELEMENT);
    this.#places = Math.max(1, Math.floor(rows / pieceRows)) * pieceRows;
    this.#keys = new Float64Array(this.#places);
  }

  /** Keeps a vector of length 1. */
  put(key: number, unit: Float32Array): void {
    const place = key % this.#places;
    this.#piece(place).set(unit, (place % pieceRows) * this.#dimensions);
    this.#keys[place] = key;
  }

  /** Cosine with a vector of length 1; undefined if the key is neither kept nor in the database. */
  score(key: number, unit: Float32Array): number | undefined {
    const place = key % this.#places;
    if (this.#keys[place] !== key) {
      const vector = this.#reader.vector(key);
      if (vector === undefined) return undefined;
      this.put(key, normalised(vector));
    }
    return dot(this.#piece(place), unit, (place % pieceRows) * this.#dimensions);
  }

  #piece(place: number): Float32Array {
    const index = Math.floor(place / pieceRows);
    this.#pieces[index] ??= new Float32Array(pieceRows * this.#dimensions);
    return this.#pieces[index];
  }
}
