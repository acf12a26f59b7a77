import type { StoredItem, VectorReader } from './vectorReader.ts';

/** Items remembered at most. */
const most = 100_000;

/** The items of vectors, remembered as long as nothing is written. */
export class KnownItems {
  readonly #reader: VectorReader;
  readonly #items = new Map<number, StoredItem | undefined>();
  #state = -1;

  constructor(reader: VectorReader) {
    this.#reader = reader;
  }

  /** Forgets everything if the database is not as it was. To be called before `get` does. */
  refresh(state: number): void {
    if (state === this.#state && this.#items.size < most) return;
    this.#state = state;
    this.#items.clear();
  }

  /** The item that a vector belongs to; undefined if it is not there any more. */
  get(key: number): StoredItem | undefined {
    if (this.#items.has(key)) return this.#items.get(key);
    const item = this.#reader.item(key);
    this.#items.set(key, item);
    return item;
  }
}
