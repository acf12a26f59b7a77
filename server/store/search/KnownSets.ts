import { setName, type VectorReader, type VectorSet } from './VectorReader.ts';

/** A set of vectors as the database has it. */
export interface KnownSet {
  readonly set: VectorSet;
  /** Number of its vectors. */
  readonly considered: number;
}

/** The sets that are searched, remembered as long as nothing is written. */
export class KnownSets {
  readonly #reader: VectorReader;
  readonly #sets = new Map<string, KnownSet>();
  readonly #tails = new Map<string, readonly number[] | null>();
  #state = -1;

  constructor(reader: VectorReader) {
    this.#reader = reader;
  }

  /** Forgets everything if the database is not as it was. To be called before all else. */
  refresh(state: number): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#sets.clear();
    this.#tails.clear();
  }

  /** @throws {UnknownCollectionError} */
  get(collection: string, model: string): KnownSet {
    const name = `${collection} ${model}`;
    const known = this.#sets.get(name);
    if (known !== undefined) return known;
    const set = { collection: this.#reader.collectionKey(collection), model };
    const found = { set, considered: this.#reader.count(set) };
    this.#sets.set(name, found);
    return found;
  }

  /** The keys of a set's vectors that came after `key`; null if they are more than `most`. */
  after(set: VectorSet, key: number, most: number): readonly number[] | null {
    const name = `${setName(set)} ${key} ${most}`;
    const known = this.#tails.get(name);
    if (known !== undefined) return known;
    const keys = this.#reader
      .keysAfter(set, key)
      .take(most + 1)
      .toArray();
    const tail = keys.length > most ? null : keys;
    this.#tails.set(name, tail);
    return tail;
  }
}
