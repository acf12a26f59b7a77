import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openStore } from '../../../server/store/openStore.ts';
import { temporaryFolder } from '../helpers.ts';
import { cosine, model, randomVectors, vectorItem } from './fixtures.ts';

const collection = 'default';
/** All nearly as far from one another: hard for a graph. */
const vectors = randomVectors(2000, 64);
const store = await openStore({
  folder: await temporaryFolder(),
  model,
  exactLimit: 100,
  scanLimit: 2100 * 64,
  diskReserve: 0,
  onRestart: (thread, reason) => assert.fail(`${thread}: ${reason}`),
  onIndex() {},
});
after(() => store.close());
const put = (some: readonly Float32Array[], name: string) =>
  store.putItems(
    collection,
    some.map((vector, i) => vectorItem(`${name}${i}`, vector)),
  );
await put(vectors, 'v');

function nearest(query: Float32Array): string[] {
  return vectors
    .map((vector, i) => ({ id: `v${i}`, score: cosine(vector, query) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 10)
    .map(({ id }) => id);
}

test('every vector of a middling set is compared, from the first search on, many at once', async () => {
  const queries = randomVectors(40, 64, 9);
  const answers = await Promise.all(
    queries.map((vector) => store.search({ collection, model, vector, k: 10 })),
  );
  for (const [i, { exact, complete, considered, hits }] of answers.entries()) {
    assert.deepEqual([exact, complete, considered], [false, true, 2000]);
    assert.deepEqual(
      hits.map(({ id }) => id),
      nearest(queries[i]!),
    );
    assert.ok(
      Math.abs(hits[0]!.score - cosine(vectors[Number(hits[0]!.id.slice(1))]!, queries[i]!)) < 1e-6,
    );
  }
});

test('what is put, changed and deleted is seen by the next search', async () => {
  const [fresh, other] = randomVectors(2, 64, 11) as [Float32Array, Float32Array];
  const first = async (vector: Float32Array) =>
    (await store.search({ collection, model, vector, k: 1 })).hits[0]!;
  await put([fresh], 'new');
  assert.equal((await first(fresh)).id, 'new0');
  await put([other], 'new');
  assert.equal((await first(other)).id, 'new0');
  assert.ok((await first(fresh)).score < 0.9);
  await store.deleteItem(collection, 'new0');
  assert.ok((await first(other)).score < 0.9);
});

test('what is dead drops out, however much of it is among the nearest', async () => {
  const [near] = randomVectors(1, 64, 15) as [Float32Array];
  const about = Array.from({ length: 300 }, (_, i) =>
    near.map((value, j) => value + 0.01 * Math.sin(i * 64 + j)),
  );
  // Each put replaces the vector of the one before, more often than dead rows are put up with.
  for (const vector of about) await put([vector], 'again');
  const { hits } = await store.search({ collection, model, vector: near, k: 10 });
  assert.equal(new Set(hits.map(({ id }) => id)).size, 10);
  assert.equal(hits.filter(({ id }) => id === 'again0').length, 1);
  await store.deleteItem(collection, 'again0');
  const { hits: left } = await store.search({ collection, model, vector: near, k: 10 });
  assert.deepEqual(
    left.map(({ id }) => id),
    nearest(near),
  );
});

test('a set that has grown beyond the limit is searched by its graph', async () => {
  const query = { collection, model, vector: vectors[0]!, k: 10 };
  await put(randomVectors(200, 64, 13), 'more');
  for (let tries = 0; (await store.search(query)).exact; tries++) {
    assert.ok(tries < 200, 'it was not indexed within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal((await store.search(query)).hits[0]!.id, 'v0');
});
