import type { StoredItem, VectorReader } from './VectorReader.ts';

/** Items remembered at most, and of their metadata. */
const most = 100_000;
const mostBytes = 64 * 2 ** 20;

/** The items of vectors, remembered as long as nothing is written. */
export class KnownItems {
  readonly #reader: VectorReader;
  readonly #items = new Map<number, StoredItem | undefined>();
  #bytes = 0;
  #state = -1;

  constructor(reader: VectorReader) {
    this.#reader = reader;
  }

  /** Forgets everything if the database is not as it was. To be called before `get` does. */
  refresh(state: number): void {
    const isFull = this.#items.size >= most || this.#bytes >= mostBytes;
    if (state === this.#state && !isFull) return;
    this.#state = state;
    this.#items.clear();
    this.#bytes = 0;
  }

  /** The item that a vector belongs to; undefined if it is not there any more. */
  get(key: number): StoredItem | undefined {
    if (this.#items.has(key)) return this.#items.get(key);
    const item = this.#reader.item(key);
    this.#items.set(key, item);
    this.#bytes += item?.metadata.length ?? 0;
    return item;
  }
}
