import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SearchQuery } from '../../../../server/store/contract/search.ts';
import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { cosine, model, otherModel, randomVectors, vectorItem } from '../fixtures.ts';
import { emptyDatabase, isServer, said } from './database.ts';

const collection = 'default';
const exactLimit = 500;
const count = 2000;
const vectors = randomVectors(count, 32);
const url = await emptyDatabase();
const told: string[] = [];
const store = await openPostgres({ url, exactLimit, onIndex: (message) => told.push(message) });
after(() => store.close());

const items = vectors.map((vector, i) =>
  vectorItem(`v${i}`, vector, { i, rare: i % 100 === 0, half: i % 2 === 0 }),
);
for (let i = 0; i < count; i += 500) await store.putItems(collection, items.slice(i, i + 500));

/** The places of the vectors that pass, nearest first. */
function nearest(to: Float32Array, passes = (_: number) => true): number[] {
  const scored = vectors.map((vector, i) => ({ i, score: cosine(vector, to) }));
  return scored
    .filter(({ i }) => passes(i))
    .sort((a, b) => b.score - a.score)
    .map(({ i }) => i);
}
const search = (query: Partial<SearchQuery>) =>
  store.search({ collection, model, vector: vectors[7]!, k: 10, ...query });
const places = (hits: readonly { id: string }[]) => hits.map(({ id }) => Number(id.slice(1)));

test('a large generation gets its graph beside all else, and a search by it finds the nearest', async () => {
  while (!(await store.isIndexed(collection, model))) await sleep(50);
  assert.match(told.join(), /\d+ vectors of "default" are indexed/);
  const [, measured] = /with (\d+) candidates its graph finds (\S+) %/.exec(told.join())!;
  const [kept] = await said(url, 'SELECT ef, recall, measured::int FROM generations');
  assert.deepEqual([kept!.ef, kept!.measured], [Number(measured), count]);
  assert.ok(Number(kept!.recall) >= 0.995, String(kept!.recall));
  let found = 0;
  for (let i = 0; i < 20; i++) {
    const vector = vectors[i * 50]!;
    const { exact, considered, complete, hits } = await search({ vector });
    assert.deepEqual([exact, considered, complete, hits.length], [false, count, true, 10]);
    const wanted = nearest(vector).slice(0, 10);
    found += places(hits).filter((place) => wanted.includes(place)).length;
    for (const [n, { score }] of hits.entries()) {
      assert.ok(Math.abs(score - cosine(vectors[places(hits)[n]!]!, vector)) < 1e-5);
      assert.ok(n === 0 || score <= hits[n - 1]!.score);
    }
  }
  assert.ok(found >= 190, `${found} of 200 were found`);
  // Of so few the planner may find sorting cheaper.
  const unsorted = url.replace('search_path', 'enable_sort%3Doff+-c+search_path');
  const plan = await said(
    unsorted,
    `EXPLAIN SELECT key FROM vectors WHERE generation = 1
       ORDER BY vector::halfvec(32) <=> '[${vectors[0]!.join()}]'::halfvec(32) LIMIT 10`,
  );
  if (isServer) assert.match(JSON.stringify(plan), /vectors_near_1/);
});

test('a filter that few pass, and one that many do, leave nothing out', async () => {
  const few = await search({ filter: { field: 'rare', eq: true }, k: 15 });
  assert.deepEqual([few.exact, few.considered], [true, 20]);
  assert.deepEqual(places(few.hits), nearest(vectors[7]!, (i) => i % 100 === 0).slice(0, 15));
  const many = await search({ filter: { field: 'half', eq: true }, k: 200 });
  assert.deepEqual([many.exact, many.complete, many.hits.length], [false, true, 200]);
  assert.ok(places(many.hits).every((i) => i % 2 === 0));
  const wanted = nearest(vectors[7]!, (i) => i % 2 === 0).slice(0, 200);
  const common = places(many.hits).filter((i) => wanted.includes(i)).length;
  assert.ok(common >= 180, `${common} of 200`);
  const every = await search({ exact: true, k: 1000 });
  assert.deepEqual([every.exact, every.considered], [true, count]);
  assert.deepEqual(places(every.hits), nearest(vectors[7]!).slice(0, 1000));
  const all = await search({ k: 1000, ef: 5000 });
  assert.equal(all.hits.length, 1000);
  const near = await search({ k: 1000, minScore: 0.5 });
  assert.ok(near.complete && near.hits.every(({ score }) => score >= 0.5));
});

test('duplicates are found by the graph, and it goes with its generation', async () => {
  const twin = vectors[3]!.map((value, i) => value * (1 + 0.01 * (i % 2)));
  await store.putItems(collection, [vectorItem('twin', twin)]);
  const asked = { collection, model, minScore: 0.999, limit: 5 };
  const { groups, exact, compared } = await store.findDuplicates(asked);
  assert.deepEqual(
    groups.map((group) => group.items.map(({ id }) => id)),
    [['twin', 'v3']],
  );
  assert.deepEqual([exact, compared], [false, count + 1]);
  await store.beginGeneration(collection, otherModel);
  await store.switchModel(collection, otherModel, 'any');
  assert.equal(await store.dropModel(collection, model), count + 1);
  const left = await said(
    url,
    `SELECT (SELECT count(*)::int FROM vectors) AS vectors, (SELECT count(*)::int FROM pg_indexes
       WHERE schemaname = current_schema() AND indexname LIKE 'vectors_near%') AS graphs`,
  );
  assert.deepEqual(left, [{ vectors: 0, graphs: 0 }]);
});
