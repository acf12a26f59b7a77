import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../../../server/store/contract/Store.ts';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import {
  createUniform,
  listed,
  model,
  otherModel,
  randomVectors,
  vectorItem,
} from '../fixtures.ts';
import { emptyDatabase, isServer, said } from './database.ts';

const collection = 'default';
const vectors = randomVectors(40, 16);
const url = await emptyDatabase();
const open = () =>
  openPostgres({
    url,
    exactLimit: 10_000,
    onIndex: (message) => {
      throw new Error(message);
    },
  });
const stores = await Promise.all([open(), open(), open()]);
after(async () => {
  for (const store of stores) await store.close();
});

/** Vectors of both models, so that a switch leaves none without. */
const item = (i: number, folder = '') => ({
  ...vectorItem(`${folder}v${i}`, vectors[i]!, { i }),
  vectors: [model, otherModel].map((one) => ({ model: one, vector: vectors[i]! })),
});

/** Writes of all kinds over the same few items. */
async function work(store: Store, seed: number): Promise<void> {
  const uniform = createUniform(seed);
  const below = (n: number) => Math.floor((uniform() + 0.5) * n);
  for (let n = 0; n < 60; n++) {
    const some = Array.from({ length: 5 }, () => below(vectors.length));
    const kind = below(6);
    if (kind < 2)
      await store.putItems(
        collection,
        some.map((i) => item(i)),
      );
    else if (kind === 2) await store.deleteItems(collection, { field: 'i', in: some });
    else if (kind === 3) await patched(store, some[0]!);
    else if (kind === 4) {
      const { items } = await store.listItems({ collection, limit: 20, lacking: otherModel });
      const added = items.map(({ id, version }) => ({ id, version, vector: vectors[0]! }));
      await store.putVectors(collection, otherModel, added);
    } else {
      const { items } = await store.listItems({ collection, limit: 20 });
      await store.deleteVersions(collection, items.slice(0, 3));
    }
  }
}

async function patched(store: Store, i: number): Promise<void> {
  await store.patchMetadata(collection, `v${i}`, '{"seen":true}').catch((error) => {
    if (error.code !== 'item_not_found') throw error;
  });
}

test('several processes that change the same items are not in each other’s way, and all counts are right', {
  skip: isServer ? false : 'needs a server',
}, async () => {
  const [first] = stores;
  await first!.putItems(collection, [vectorItem('seed', vectors[0]!)]);
  await first!.beginGeneration(collection, otherModel);
  await Promise.all(stores.flatMap((store, i) => [work(store, 2 * i), work(store, 2 * i + 1)]));
  const items = await listed(first!, { collection, limit: 1000 });
  const { items: count, vectors: counts } = await first!.getCollection(collection);
  assert.equal(count, items.length);
  for (const one of [model, otherModel])
    assert.equal(counts[one], items.filter(({ models }) => models.includes(one)).length);
});

test('one switches the model while others put in: no item is left without a vector of it', {
  skip: isServer ? false : 'needs a server',
}, async () => {
  const [first, ...others] = stores;
  await first!.putCollection('switched');
  await first!.putItems('switched', [vectorItem('seed', vectors[0]!)]);
  await first!.beginGeneration('switched', otherModel);
  let isOver = false;
  let refused = 0;
  // Of those that know but the first model, as one does that has not heard of the next.
  const putting = others.map(async (store, of) => {
    for (let n = 0; !isOver; n++) {
      // Seldom enough that there is a moment at which none lacks a vector.
      await sleep(100);
      await store
        .putItems('switched', [vectorItem(`${of}-${n}`, vectors[n % 40]!)])
        .catch((error) => {
          assert.equal(error.code, 'model_changed');
          refused++;
        });
    }
  });
  const lacked = await first!.switchModel('switched', otherModel, {
    items: [],
    pictureless: false,
  });
  assert.equal(lacked, null);
  for (let isSwitched = false; !isSwitched; ) {
    const { items } = await first!.listItems({
      ...{ collection: 'switched', limit: 1000, lacking: otherModel },
    });
    const added = items.map(({ id, version }) => ({ id, version, vector: vectors[1]! }));
    await first!.putVectors('switched', otherModel, added);
    const none = { items: [], pictureless: false };
    isSwitched = (await first!.switchModel('switched', otherModel, none)) !== null;
  }
  while (refused < 2) await sleep(10);
  isOver = true;
  await Promise.all(putting);
  assert.deepEqual(
    await listed(first!, { collection: 'switched', lacking: otherModel, limit: 1000 }),
    [],
  );
});

test('what is deleted is swept, also after the one who deleted it is gone', async () => {
  const store = await open();
  await store.putCollection('gone');
  await store.putItems('gone', [vectorItem('a', vectors[0]!)]);
  await store.deleteCollection('gone');
  await store.close();
  const again = await open();
  after(() => again.close());
  const left = async () =>
    (await said(url, 'SELECT count(*)::int AS n FROM collections WHERE name IS NULL'))[0]!.n;
  while ((await left()) !== 0) await sleep(50);
  assert.equal((await said(url, "SELECT 1 FROM items WHERE id = 'a'")).length, 0);
});
