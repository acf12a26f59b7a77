import { createHash } from 'node:crypto';
import { MigrationDiffersError } from '../../errors/start.ts';
import type { MovedItem, Source, Target } from './Archive.ts';

/** Told how far it is. */
export type OnProgress = (doing: 'moving' | 'comparing', done: number, total: number) => void;

/**
 * Moves an index, on from where it was broken off, and then compares all of it.
 * @returns the number of items
 * @throws {MigrationDiffersError}
 */
export async function move(
  source: Source,
  target: Target,
  onProgress: OnProgress,
): Promise<number> {
  const collections = await source.collections();
  const counts = await Promise.all(collections.map(({ name }) => source.count(name)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  let done = 0;
  for (const collection of collections) {
    const { name } = collection;
    const last = await target.lastKey(name);
    await target.putCollection(collection);
    for (let after = 0; ; ) {
      const items = await source.items(name, after);
      if (items.length === 0) break;
      const missing = items.filter(({ key }) => key > last);
      if (missing.length > 0) await target.putItems(name, missing);
      after = items.at(-1)!.key;
      done += items.length;
      onProgress('moving', done, total);
    }
  }
  const moved = await target.read();
  try {
    let compared = 0;
    for (const { name } of collections) {
      const [a, b] = [pages(source, name), pages(moved, name)];
      const digests = await Promise.all([
        digestOf(a, (count) => {
          compared += count;
          onProgress('comparing', compared, total);
        }),
        digestOf(b, () => {}),
      ]);
      if (digests[0] !== digests[1]) throw new MigrationDiffersError(name);
    }
  } finally {
    await moved.close();
  }
  await target.finish(await source.names());
  return total;
}

async function* pages(source: Source, collection: string): AsyncGenerator<MovedItem[]> {
  for (let after = 0; ; ) {
    const items = await source.items(collection, after);
    if (items.length === 0) return;
    yield items;
    after = items.at(-1)!.key;
  }
}

/** SHA-256 over all that is known of all items, in their order. */
async function digestOf(
  all: AsyncIterable<readonly MovedItem[]>,
  onItems: (count: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const items of all) {
    for (const { vectors, image, ...rest } of items) {
      const models = vectors.map(({ model, data }) => [model, data.byteLength]);
      const kept = image && [image.type, image.side, image.data.byteLength];
      hash.update(JSON.stringify([inOrder(rest), models, kept]));
      for (const { data } of vectors) hash.update(data);
      if (image !== null) hash.update(image.data);
    }
    onItems(items.length);
  }
  return hash.digest('hex');
}

const inOrder = (item: Omit<MovedItem, 'vectors' | 'image'>) => [
  ...[item.key, item.id, item.metadata, item.content, item.depth, item.revision],
  ...[item.created, item.updated, item.file?.folder, item.file?.stamp, item.file?.metadata],
];
