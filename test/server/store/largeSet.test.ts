import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ItemRecord } from '../../../server/store/contract/items.ts';
import type { Store } from '../../../server/store/contract/Store.ts';
import type { SearchQuery } from '../../../server/store/contract/search.ts';
import type { Filter } from '../../../server/store/filter/filter.ts';
import { openStore } from '../../../server/store/openStore.ts';
import { temporaryFolder } from '../helpers.ts';
import { cosine, model, otherModel, randomVectors, vectorItem } from './fixtures.ts';

const collection = 'default';
const exactLimit = 200;
const vectors = randomVectors(3000, 16);
const metadataOf = (i: number) => ({ i, half: i % 2, third: i % 3, rare: i % 100 === 7 });

async function indexed(t: TestContext): Promise<Store> {
  const folder = await temporaryFolder();
  const store = await openStore({
    folder,
    model,
    exactLimit,
    diskReserve: 0,
    onRestart: (thread, reason) => assert.fail(`${thread}: ${reason}`),
    onIndex() {},
  });
  // Also where the test fails: the store's threads keep the process from ending.
  t.after(() => store.close());
  await store.putItems(
    collection,
    vectors.map((vector, i) => vectorItem(`v${i}`, vector, metadataOf(i))),
  );
  await indexedNow(store, { collection, model, vector: vectors[0]!, k: 1 });
  return store;
}

async function indexedNow(store: Store, query: SearchQuery): Promise<void> {
  for (let tries = 0; (await store.search(query)).exact; tries++) {
    assert.ok(tries < 200, 'it was not indexed within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Share of the true nearest that pass among those found. */
async function recall(
  store: Store,
  passes: (i: number) => boolean,
  options: Partial<SearchQuery>,
): Promise<number> {
  let found = 0;
  for (let q = 0; q < 20; q++) {
    const vector = vectors[q * 31]!;
    const truth = vectors
      .flatMap((other, i) => (passes(i) ? [{ i, score: cosine(other, vector) }] : []))
      .sort((a, b) => b.score - a.score)
      .slice(0, 10);
    const { hits } = await store.search({ collection, model, vector, k: 10, ...options });
    const ids = new Set(hits.map(({ id }) => id));
    found += truth.filter(({ i }) => ids.has(`v${i}`)).length;
  }
  return found / 200;
}

test('a large set is searched by its index, and by every vector where that is asked for', async (t) => {
  const store = await indexed(t);
  const query = { collection, model, vector: vectors[3]!, k: 10 };
  assert.equal((await store.search(query)).exact, false);
  assert.ok((await recall(store, () => true, {})) > 0.98);
  assert.equal((await store.search({ ...query, exact: true })).exact, true);
  assert.equal(await recall(store, () => true, { exact: true }), 1);
  const wide = await recall(store, () => true, { ef: 1000 });
  assert.ok(wide > 0.995, `${wide}`);
});

test('a filter that few pass is searched exactly, one that many pass by the index', async (t) => {
  const store = await indexed(t);
  const cases: [Filter, (i: number) => boolean, boolean][] = [
    [{ field: 'rare', eq: true }, (i) => i % 100 === 7, true],
    [{ field: 'half', eq: 1 }, (i) => i % 2 === 1, false],
    [{ not: { field: 'third', eq: 0 } }, (i) => i % 3 !== 0, false],
  ];
  for (const [filter, passes, exact] of cases) {
    const query = { collection, model, vector: vectors[0]!, k: 10, filter };
    const answer = await store.search(query);
    assert.deepEqual([answer.exact, answer.complete], [exact, true]);
    assert.ok(answer.hits.every(({ details }) => passes(JSON.parse(details!.metadata).i)));
    const share = await recall(store, passes, { filter });
    assert.ok(exact ? share === 1 : share > 0.98, `${share}`);
    assert.equal(await recall(store, passes, { filter, exact: true }), 1);
  }
});

test('fewer hits than asked for is told: an incomplete answer is not passed off as complete', async (t) => {
  const store = await indexed(t);
  const query = { collection, model, vector: vectors[0]!, k: 100 };
  const rare = await store.search({ ...query, filter: { field: 'rare', eq: true } });
  assert.deepEqual([rare.hits.length, rare.exact, rare.complete], [30, true, true]);
  const none = await store.search({ ...query, filter: { field: 'i', lt: 0 } });
  assert.deepEqual([none.hits.length, none.complete], [0, true]);
  const all = await store.search({ ...query, k: 1000, filter: { field: 'half', eq: 0 } });
  assert.deepEqual([all.hits.length, all.complete], [1000, true]);
});

test('what passes a filter is known anew after every write', async (t) => {
  const store = await indexed(t);
  const filter = { field: 'rare', eq: true };
  const count = async () =>
    (await store.search({ collection, model, vector: vectors[0]!, k: 1000, filter })).hits.length;
  assert.equal(await count(), 30);
  await store.patchMetadata(collection, 'v0', '{"rare":true}');
  assert.equal(await count(), 31);
  await store.deleteItem(collection, 'v107');
  assert.equal(await count(), 30);
});

test("the vectors of a collection's next model are indexed beside those of its own", async (t) => {
  const store = await indexed(t);
  const items: ItemRecord[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await store.listItems({ collection, limit: 3000, lacking: otherModel, cursor });
    items.push(...page.items);
    cursor = page.next;
  }
  const fresh = randomVectors(3000, 12, 5);
  const added = items.map(({ id, version }, i) => ({ id, version, vector: fresh[i]! }));
  assert.equal(await store.putVectors(collection, otherModel, added), 0);
  await store.beginGeneration(collection, otherModel);
  assert.equal(await store.putVectors(collection, otherModel, added), 3000);
  // The store was opened for `model`; the other is indexed before it is searched by.
  while (!(await store.isIndexed(collection, otherModel))) await sleep(20);
  await store.switchModel(collection, otherModel, { items: [], pictureless: false });
  const query = { collection, model: otherModel, vector: fresh[5]!, k: 1 };
  await indexedNow(store, query);
  assert.equal((await store.search(query)).hits[0]!.id, 'v5');
  const old = await store.search({ collection, model, vector: vectors[5]!, k: 1 });
  assert.deepEqual([old.exact, old.hits[0]!.id], [false, 'v5']);
});

test('near-duplicates of a large set are found by its index', async (t) => {
  const store = await indexed(t);
  await store.putItems(collection, [
    vectorItem('copy1', vectors[11]!),
    vectorItem('copy2', vectors[11]!),
    vectorItem('copy3', vectors[12]!),
  ]);
  const answer = await store.findDuplicates({ collection, model, minScore: 0.9999, limit: 10 });
  assert.deepEqual(
    answer.groups.map((group) => group.items.map(({ id }) => id)),
    [
      ['copy1', 'copy2', 'v11'],
      ['copy3', 'v12'],
    ],
  );
  assert.deepEqual([answer.exact, answer.compared, answer.considered], [false, 3003, 3003]);
});
