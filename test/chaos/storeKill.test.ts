import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFolder } from '../../server/store/checkFolder.ts';
import type { ItemRecord } from '../../server/store/contract/items.ts';
import type { Store } from '../../server/store/contract/Store.ts';
import { openStore } from '../../server/store/openStore.ts';
import { temporaryFolder } from '../server/helpers.ts';
import { cosine, model } from '../server/store/fixtures.ts';
import { Ledger } from './store/ledger.ts';
import { exactLimit, seededItem, seedOf } from './store/seeded.ts';
import { everything, writeAndKill } from './store/writeAndKill.ts';

const collection = 'default';
/** KILL_ROUNDS=30 for as many as a release is tried with. */
const rounds = Number(process.env.KILL_ROUNDS ?? 4);

/** Every item is wholly of its seed, and of five put together there are five or none. */
async function checkWhole(
  store: Store,
  items: readonly ItemRecord[],
  vectorsOf: readonly ItemRecord[],
): Promise<void> {
  for (const item of vectorsOf) {
    const { id, content, models } = item;
    const wanted = seededItem(id, seedOf(item));
    assert.deepEqual([content, models], [wanted.content, [model]]);
    assert.deepEqual(await store.getVector(collection, id, model), wanted.vectors[0]!.vector);
    const image = await store.getImage(collection, id);
    assert.ok(image !== null && Buffer.compare(image.bytes, wanted.image!.bytes) === 0);
  }
  const groups = Map.groupBy(
    items.filter(({ id }) => id.startsWith('group-')),
    ({ id }) => id.slice(0, id.lastIndexOf('-')),
  );
  for (const [name, members] of groups) assert.equal(members.length, 5, name);
}

/** Share of the true ten nearest, or of all where there are fewer, among those found. */
async function recall(store: Store, items: readonly ItemRecord[]): Promise<number> {
  const k = Math.min(10, items.length);
  const vectors = items.map((item) => seededItem(item.id, seedOf(item)).vectors[0]!.vector);
  let found = 0;
  const queries = vectors.filter((_, i) => i % Math.ceil(vectors.length / 20) === 0);
  for (const vector of queries) {
    const scores = vectors.map((other) => cosine(other, vector));
    const least = scores.toSorted((a, b) => b - a)[k - 1]!;
    const { hits } = await store.search({ collection, model, vector, k: 10 });
    assert.equal(hits.length, k);
    found += hits.filter(({ score }) => score > least - 1e-5).length;
  }
  return found / queries.length / k;
}

test(`${rounds} kills amid concurrent writes lose nothing that was acknowledged`, async (context) => {
  const folder = await temporaryFolder();
  const ledger = new Ledger();
  let approximate = 0;
  for (let round = 0; round < rounds; round++) {
    // In the last round once there is enough for an index.
    const least = round === rounds - 1 ? 2 * exactLimit : 0;
    const args = [String(round * 1_000_000), folder];
    await writeAndKill(args, least + Math.random() * exactLimit, ledger);
    assert.deepEqual(checkFolder(folder).problems, []);
    const store = await openStore({
      folder,
      model,
      exactLimit,
      diskReserve: 0,
      onRestart: (thread, reason) => assert.fail(`${thread}: ${reason}`),
      onIndex() {},
    });
    try {
      const items = await everything(store, collection);
      ledger.settle(new Map(items.map((item) => [item.id, seedOf(item)])));
      // All of them at the end; before that the newest, of which some may have been under way.
      await checkWhole(store, items, round === rounds - 1 ? items : items.slice(-500));
      const { items: count, vectors } = await store.getCollection(collection);
      assert.deepEqual([count, vectors[model]], [items.length, items.length]);
      const share = await recall(store, items);
      assert.ok(share >= 0.99, `recall@10 is ${share} after round ${round}`);
      const answer = await store.search({
        collection,
        model,
        vector: seededItem('x', 1).vectors[0]!.vector,
        k: 1,
      });
      approximate += Number(!answer.exact);
    } finally {
      await store.close();
    }
  }
  assert.ok(approximate > 0, 'no round searched the index');
  context.diagnostic(`${ledger.acknowledged} ids, ${approximate} rounds searched by the index`);
});
