import type { ItemRecord, ListQuery, NewItem } from '../../../server/store/contract/items.ts';
import type { Store } from '../../../server/store/contract/Store.ts';

/** Digests of two models. */
export const model = 'a'.repeat(64);
export const otherModel = 'b'.repeat(64);

/** Seeded numbers in [-0.5, 0.5). */
export function createUniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

export function randomVectors(count: number, dimensions: number, seed = 1): Float32Array[] {
  const uniform = createUniform(seed);
  return Array.from({ length: count }, () => Float32Array.from({ length: dimensions }, uniform));
}

/** An item without a picture. */
export const vectorItem = (
  id: string,
  vector: Float32Array,
  metadata: object = {},
  of = model,
): NewItem => ({
  id,
  metadata: JSON.stringify(metadata),
  vectors: [{ model: of, vector }],
  image: null,
  content: null,
  depth: null,
});

export function cosine(a: Float32Array, b: Float32Array): number {
  const product = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return product / Math.hypot(...a) / Math.hypot(...b);
}

/** All pages of a listing, one after the other: any may be short. */
export async function listed(
  store: Store,
  query: Omit<ListQuery, 'limit'> & { limit?: number },
): Promise<ItemRecord[]> {
  const all: ItemRecord[] = [];
  for (let { cursor } = query; ; ) {
    const page = await store.listItems({ limit: 7, ...query, cursor });
    all.push(...page.items);
    if (page.next === null) return all;
    cursor = page.next;
  }
}
