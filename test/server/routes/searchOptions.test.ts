import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, startServer } from '../helpers.ts';

const { http, bundle } = await startServer();
const collection = '/v1/collections/default';
const search = `${collection}/search`;
const { dimensions } = bundle.card;
/** Vectors of which each is a little farther from the first. */
const vector = (i: number) =>
  Array.from({ length: dimensions }, (_, j) => (j === 0 ? 1 : j === 1 ? i / 20 : 0));
const items = Array.from({ length: 20 }, (_, i) => ({
  id: `i${i}`,
  vector: vector(i),
  metadata: { i, even: i % 2 === 0 },
}));
await http.post(`${collection}/items`).send({ items }).expect(200);
const even = { field: 'even', eq: true };
type Result = { id: string; score: number; metadata?: object; vector?: number[] };
const ids = (results: Result[]) => results.map(({ id }) => id);

test('a filter, a least score, and what results carry', async () => {
  const query = { vector: vector(0), k: 4 };
  const filtered = await http
    .post(search)
    .send({ ...query, filter: even })
    .expect(200);
  assert.deepEqual(ids(filtered.body.results), ['i0', 'i2', 'i4', 'i6']);
  assert.deepEqual([filtered.body.exact, filtered.body.complete], [true, true]);
  const minScore = filtered.body.results[1].score;
  const near = await http
    .post(search)
    .send({ ...query, filter: even, minScore })
    .expect(200);
  assert.deepEqual(ids(near.body.results), ['i0', 'i2']);
  const bare = await http
    .post(search)
    .send({ ...query, k: 1, include: [] })
    .expect(200);
  assert.deepEqual(Object.keys(bare.body.results[0]), ['id', 'score']);
  const full = await http
    .post(search)
    .send({ ...query, k: 1, include: ['vector'] })
    .expect(200);
  assert.deepEqual(full.body.results[0].vector, vector(0).map(Math.fround));
  assert.equal(full.body.results[0].metadata, undefined);
});

test('the same options beside a picture', async () => {
  const png = await picture(1);
  await http.put(`${collection}/items/png`).query({ metadata: '{"kind":"p"}' }).send(png);
  const filter = '{"field":"kind","eq":"p"}';
  const options = { filter, exact: 'true', ef: 64, minScore: 0.5, include: 'vector,metadata' };
  const { body } = await http.post(search).query(options).send(png).expect(200);
  assert.deepEqual(ids(body.results), ['png']);
  assert.deepEqual(body.results[0].metadata, { kind: 'p' });
  assert.equal(body.results[0].vector.length, dimensions);
  await http.delete(`${collection}/items/png`).expect(200);
});

test('by the id of an item: with a filter that it does not pass, others only', async () => {
  const { body } = await http.post(search).send({ id: 'i3', k: 2, filter: even }).expect(200);
  assert.deepEqual(ids(body.results).sort(), ['i2', 'i4']);
  const copies = Array.from({ length: 3 }, (_, i) => ({ id: `copy${i}`, vector: vector(3) }));
  await http.post(`${collection}/items`).send({ items: copies }).expect(200);
  for (const id of ['i3', 'copy0', 'copy2']) {
    const include = ['vector', 'metadata'];
    const found = await http.post(search).send({ id, k: 1, include }).expect(200);
    assert.deepEqual(ids(found.body.results), [id]);
    assert.ok(found.body.results[0].vector !== undefined);
  }
  const { body: groups } = await http.post(`${collection}/duplicates`).send({ minScore: 0.99999 });
  assert.deepEqual(
    groups.groups.map((group: { items: Result[] }) => ids(group.items)),
    [['copy0', 'copy1', 'copy2', 'i3']],
  );
  assert.deepEqual([groups.total, groups.exact, groups.compared], [1, true, 23]);
});

test('a filter may list many numbers', async () => {
  const filter = { field: 'i', in: [...Array(100).keys()].map((i) => 2 * i) };
  const query = { vector: vector(0), k: 4, filter };
  const { body } = await http.post(search).send(query).expect(200);
  assert.deepEqual(ids(body.results), ['i0', 'i2', 'i4', 'i6']);
});

test('options that are none are refused by name', async () => {
  const query = { vector: vector(0) };
  for (const [extra, code, param] of [
    [{ k: 1001 }, 'json_invalid', 'k'],
    [{ ef: 0 }, 'json_invalid', 'ef'],
    [{ minScore: 2 }, 'json_invalid', 'minScore'],
    [{ include: ['image'] }, 'json_invalid', 'include.0'],
    [{ filter: { field: 'a' } }, 'filter_invalid', 'filter'],
    [{ filter: { and: [{ field: 'a', eqq: 1 }] } }, 'filter_invalid', 'filter.and.0'],
    [{ minscore: 0 }, 'json_invalid', 'minscore'],
  ] as const) {
    const { body } = await http
      .post(search)
      .send({ ...query, ...extra })
      .expect(400);
    assert.deepEqual([body.error.code, body.error.param], [code, param]);
  }
});

test('a batch answers each query for itself', async () => {
  const queries = [
    { vector: vector(0), k: 1 },
    { id: 'none' },
    { id: 'i5', k: 1, include: [] },
    { vector: [1] },
    {},
  ];
  const { body } = await http.post(`${search}/batch`).send({ queries }).expect(200);
  assert.deepEqual(
    body.data.map((one: { results?: Result[]; error?: { code: string } }) =>
      one.results ? ids(one.results) : one.error!.code,
    ),
    [['i0'], 'item_not_found', ['i5'], 'vector_length', 'json_invalid'],
  );
  await http.post(`${search}/batch`).send({ queries: [] }).expect(400);
});

test('a snapshot is made while serving, and listed', async () => {
  const made = await http.post(`${collection}/snapshots`).expect(201);
  assert.equal(made.body.items, 23);
  const { body } = await http.get(`${collection}/snapshots`).expect(200);
  assert.deepEqual(body.data, [made.body]);
});
