import type { NewItem } from '../../../../server/store/contract/items.ts';
import type { Store } from '../../../../server/store/contract/Store.ts';

export const collection = 'default';
export const model = 'a'.repeat(64);
const itemsAtOnce = 1000;

/** Puts rows in as items, which are called by their numbers. @param rows float32 [count, dimensions] */
export async function putRows(
  store: Store,
  rows: Float32Array,
  dimensions: number,
  of = model,
): Promise<void> {
  const count = rows.length / dimensions;
  for (let from = 0; from < count; from += itemsAtOnce) {
    const items: NewItem[] = [];
    for (let row = from; row < Math.min(count, from + itemsAtOnce); row++) {
      const vector = rows.slice(row * dimensions, (row + 1) * dimensions);
      items.push({
        ...{ id: `${row}`, metadata: '{}', image: null, content: null, depth: null },
        vectors: [{ model: of, vector }],
      });
    }
    await store.putItems(collection, items);
  }
}

/** The numbers of the nearest rows. */
export async function searchRows(
  store: Store,
  vector: Float32Array,
  k: number,
  ef: number | undefined,
): Promise<number[]> {
  const { hits } = await store.search({ collection, model, vector, k, ef });
  return hits.map(({ id }) => Number(id));
}
