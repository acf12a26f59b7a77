import type { ItemRecord } from '../../store/contract/items.ts';
import type { Store } from '../../store/contract/Store.ts';
import type { SamplePicture } from '../compare/compareModels.ts';
import { unlessGone } from './unlessGone.ts';

/** Items looked at, from the first on: to list all of a million would take as long as the rest. */
const mostListed = 50_000;
const listed = 1000;

/**
 * Kept pictures of collections, evenly spaced, under "collection/id".
 * @param label field of the metadata that is a picture's class
 */
export async function* samplePictures(
  store: Store,
  collections: readonly string[],
  count: number,
  label: string | null,
): AsyncGenerator<SamplePicture> {
  const all: ItemRecord[] = [];
  for (const collection of collections) {
    for (let cursor: string | undefined; all.length < mostListed; ) {
      const page = await unlessGone(store.listItems({ collection, limit: listed, cursor }));
      if (page === null) break;
      all.push(...page.items.filter((item) => item.hasImage));
      if (page.next === null) break;
      cursor = page.next;
    }
  }
  // More than are wanted: some may not be usable.
  const stride = Math.max(1, Math.floor(all.length / count));
  for (let i = 0; i < all.length; i += stride) {
    const { collection, id, metadata } = all[i]!;
    const image = await store.getImage(collection, id).catch(() => null);
    if (image === null) continue;
    const name = collections.length > 1 ? `${collection}/${id}` : id;
    yield { id: name, bytes: Buffer.from(image.bytes), label: labelOf(metadata, label) };
  }
}

function labelOf(metadata: string, field: string | null): string | null {
  if (field === null) return null;
  const value: unknown = JSON.parse(metadata)[field];
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null;
}
