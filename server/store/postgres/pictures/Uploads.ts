import { SelfsameError } from '@selfsame/models/light';
import { StoreUnavailableError } from '../../../errors/collections.ts';
import type { Reached } from '../../pictures/Reached.ts';
import { newKey } from './objects.ts';

/** Objects that are written for a transaction which is to name them. */
export class Uploads {
  readonly #place: Reached;
  readonly #keys: string[] = [];

  constructor(place: Reached) {
    this.#place = place;
  }

  /** @returns the new object's key */
  async put(bytes: Uint8Array): Promise<string> {
    const key = newKey();
    await this.#place.put(key, bytes);
    this.#keys.push(key);
    return key;
  }

  /** Null where there is none to copy. */
  async copy(from: string): Promise<string | null> {
    const key = newKey();
    if (!(await this.#place.copy(from, key))) return null;
    this.#keys.push(key);
    return key;
  }

  /** Deletes them after a failure, but where the transaction may have been done all the same. */
  async undo(error: unknown): Promise<void> {
    if (error instanceof SelfsameError && !StoreUnavailableError.is(error))
      await this.drop(this.#keys);
  }

  /** Deletes what no row names; what it does not come to, a sweep does. */
  async drop(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#place.delete(keys).catch(() => {});
  }
}

/** Waits for all, so that what is written can be deleted where one fails. */
export async function all<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
