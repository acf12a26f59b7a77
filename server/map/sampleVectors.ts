import { UnknownItemError } from '../errors/collections.ts';
import type { Store } from '../store/contract/Store.ts';

export interface SampledVector {
  readonly id: string;
  /** float32 [dimensions], of any length but zero. */
  readonly vector: Float32Array;
}

const listed = 1000;
/** Vectors that are asked for at once: others who read wait for no more of them. */
const together = 64;

/**
 * Vectors that a collection has of a model, evenly spaced over all of them, some at a time.
 * @param stride of how many one is taken
 */
export async function* sampleVectors(
  store: Store,
  collection: string,
  model: string,
  stride: number,
): AsyncGenerator<SampledVector[]> {
  let seen = 0;
  for (let cursor: string | undefined; ; ) {
    const page = await store.listItems({ collection, limit: listed, cursor });
    const ids = page.items
      .filter(({ models }) => models.includes(model))
      .filter(() => seen++ % stride === 0)
      .map(({ id }) => id);
    for (let from = 0; from < ids.length; from += together) {
      const some = ids.slice(from, from + together);
      // An item that is deleted meanwhile is left out.
      const read = (id: string) =>
        store.getVector(collection, id, model).catch((error: unknown) => {
          if (UnknownItemError.is(error)) return null;
          throw error;
        });
      const vectors = await Promise.all(some.map(read));
      yield some.flatMap((id, i) => (vectors[i] ? [{ id, vector: vectors[i] }] : []));
    }
    if (page.next === null) return;
    cursor = page.next;
  }
}
