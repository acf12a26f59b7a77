import { dots, normalised, type Place } from '../vectors.ts';
import type { Scored } from './TopK.ts';
import type { StoredVector, VectorReader } from './vectorReader.ts';

/** Vectors in one piece of memory. */
const pieceRows = 4096;

/**
 * Vectors of one length, read once from the database and kept at length 1, up to a budget. A key's
 * vector never changes, so what is kept is right for ever; whether the key is still there is not
 * known here. A key has one place, by its remainder; keys in a row do not displace one another.
 */
export class UnitVectors {
  readonly #reader: Pick<VectorReader, 'vector'>;
  readonly #dimensions: number;
  readonly #places: number;
  readonly #keys: Float64Array;
  readonly #pieces: (Float32Array | undefined)[] = [];

  /** @param budget bytes that the vectors may take */
  constructor(reader: Pick<VectorReader, 'vector'>, dimensions: number, budget: number) {
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

  /** Cosines with a vector of length 1, without keys that are neither kept nor in the database. */
  scores(keys: readonly number[], unit: Float32Array): Scored[] {
    const present: number[] = [];
    const places: Place[] = [];
    const read: StoredVector[] = [];
    for (const key of keys) {
      const place = this.#kept(key) ?? this.#read(key, read);
      if (place === undefined) continue;
      present.push(key);
      places.push(place);
    }
    const cosines = dots(places, unit);
    // Not before: they may displace others of these.
    for (const { key, vector } of read) this.put(key, vector);
    return present.map((key, i) => ({ key, score: cosines[i]! }));
  }

  #kept(key: number): Place | undefined {
    const place = key % this.#places;
    if (this.#keys[place] !== key) return undefined;
    return { values: this.#piece(place), offset: (place % pieceRows) * this.#dimensions };
  }

  #read(key: number, read: StoredVector[]): Place | undefined {
    const stored = this.#reader.vector(key);
    if (stored === undefined) return undefined;
    const vector = normalised(stored);
    read.push({ key, vector });
    return { values: vector, offset: 0 };
  }

  #piece(place: number): Float32Array {
    const index = Math.floor(place / pieceRows);
    this.#pieces[index] ??= new Float32Array(pieceRows * this.#dimensions);
    return this.#pieces[index];
  }
}
