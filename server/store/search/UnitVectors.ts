import { dots, normalised, type Place } from '../vectors.ts';
import { Places } from './Places.ts';
import type { Scored } from './TopK.ts';
import type { StoredVector, VectorReader } from './VectorReader.ts';

/** Vectors in one piece of memory. */
const pieceRows = 4096;

/**
 * Vectors of one length, read once from the database and kept at length 1, up to a budget. A key's
 * vector never changes, so what is kept is right for ever; whether the key is still there is not
 * known here.
 */
export class UnitVectors {
  readonly #reader: Pick<VectorReader, 'vector'>;
  readonly #dimensions: number;
  readonly #places: Places;
  readonly #pieces: Float32Array[] = [];

  /** @param budget bytes that the vectors may take */
  constructor(
    reader: Pick<VectorReader, 'vector' | 'isThere'>,
    dimensions: number,
    budget: number,
  ) {
    this.#reader = reader;
    this.#dimensions = dimensions;
    const rows = budget / (dimensions * Float32Array.BYTES_PER_ELEMENT);
    const most = Math.max(1, Math.floor(rows / pieceRows)) * pieceRows;
    this.#places = new Places(most, (key) => reader.isThere(key));
  }

  /** Memory that vectors have been given, in bytes. */
  get bytes(): number {
    return this.#pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Keeps a vector of length 1. */
  put(key: number, unit: Float32Array): void {
    const place = this.#places.take(key);
    if (place === this.#pieces.length * pieceRows)
      this.#pieces.push(new Float32Array(pieceRows * this.#dimensions));
    const { values, offset } = this.#at(place);
    values.set(unit, offset);
  }

  /** Cosines with a vector of length 1, without keys that are neither kept nor in the database. */
  scores(keys: readonly number[], unit: Float32Array): Scored[] {
    const present: number[] = [];
    const places: Place[] = [];
    const read: StoredVector[] = [];
    for (const key of keys) {
      const kept = this.#places.of(key);
      const place = kept === undefined ? this.#read(key, read) : this.#at(kept);
      if (place === undefined) continue;
      present.push(key);
      places.push(place);
    }
    const cosines = dots(places, unit);
    // Not before: they may displace others of these.
    for (const { key, vector } of read) this.put(key, vector);
    return present.map((key, i) => ({ key, score: cosines[i]! }));
  }

  #at(place: number): Place {
    const values = this.#pieces[Math.floor(place / pieceRows)]!;
    return { values, offset: (place % pieceRows) * this.#dimensions };
  }

  #read(key: number, read: StoredVector[]): Place | undefined {
    const stored = this.#reader.vector(key);
    if (stored === undefined) return undefined;
    const vector = normalised(stored);
    read.push({ key, vector });
    return { values: vector, offset: 0 };
  }
}
