import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { picture, startServer, temporaryFolder } from '../helpers.ts';
import { vectorItem } from '../store/fixtures.ts';

const data = await temporaryFolder();
const server = await startServer({ data });
const { http, bundle } = server;
const { card } = bundle;
const count = 30;
const pictures = await Promise.all(Array.from({ length: count }, (_, i) => picture(i)));

interface Hit {
  id: string;
  score: number;
  metadata: unknown;
}
const search = '/v1/collections/default/search';
const item = (id: string) => `/v1/collections/default/items/${id}`;
await Promise.all(
  pictures.map((bytes, i) =>
    http
      .put(item(`p${i}`))
      .query({ metadata: JSON.stringify({ i }) })
      .send(bytes)
      .expect(201),
  ),
);

test('an indexed picture finds itself first, however it is sent', async () => {
  for (const i of [0, 13, 29]) {
    const bytes = pictures[i]!;
    const requests = [
      http.post(search).query({ k: 3 }).send(bytes),
      http.post(search).send({ image: bytes.toString('base64'), k: 3 }),
      http.post(search).field('k', '3').attach('image', bytes, 'x'),
      http.post(search).send({ id: `p${i}`, k: 3 }),
    ];
    for (const request of requests) {
      const { body } = await request.expect(200);
      assert.equal(body.model, `${card.name}/${card.version}`);
      assert.equal(body.collection, 'default');
      assert.equal(body.exact, true);
      assert.equal(body.considered, count);
      assert.equal(body.results.length, 3);
      assert.equal(body.results[0].id, `p${i}`);
      assert.deepEqual(body.results[0].metadata, { i });
      assert.ok(Math.abs(body.results[0].score - 1) < 1e-5);
    }
  }
});

test('the order and the scores are those of the cosine, worked out here', async () => {
  const vectors = await Promise.all(
    pictures.map(async (_, i) => {
      const { body } = await http.get(item(`p${i}`)).query({ include: 'vector' });
      return body.vector as number[];
    }),
  );
  const query = vectors[5]!.map((value, i) => 2 * value + vectors[6]![i]!);
  const length = Math.hypot(...query);
  const wanted = vectors
    .map((vector, i) => {
      const product = vector.reduce((sum, value, j) => sum + value * query[j]!, 0);
      return { id: `p${i}`, score: product / Math.hypot(...vector) / length };
    })
    .sort((a, b) => b.score - a.score);
  const { body } = await http.post(search).send({ vector: query, k: 1000 }).expect(200);
  const results = body.results as Hit[];
  assert.deepEqual(
    results.map(({ id }) => id),
    wanted.map(({ id }) => id),
  );
  for (const [i, { score }] of results.entries()) {
    assert.ok(Math.abs(score - wanted[i]!.score) < 1e-5);
  }
});

test('k is 10 unless told', async () => {
  const { body } = await http.post(search).send(pictures[0]!).expect(200);
  assert.equal(body.results.length, 10);
});

test('search by id returns the item itself before copies of the same picture', async () => {
  for (const id of ['copy1', 'copy2', 'copy3']) await http.put(item(id)).send(pictures[3]!);
  for (const id of ['p3', 'copy1', 'copy2', 'copy3']) {
    for (const k of [1, 2, 10]) {
      const { body } = await http.post(search).send({ id, k }).expect(200);
      assert.equal(body.results[0].id, id);
      assert.equal(body.results.length, k);
      assert.equal(new Set(body.results.map((hit: Hit) => hit.id)).size, k);
    }
  }
  for (const id of ['copy1', 'copy2', 'copy3']) await http.delete(item(id)).expect(200);
});

test('a write is seen by the next search: put, replaced and deleted', async () => {
  const fresh = await picture(500);
  const first = async () => (await http.post(search).query({ k: 1 }).send(fresh)).body.results[0];
  await http.put(item('fresh')).send(fresh).expect(201);
  assert.equal((await first()).id, 'fresh');
  await http.put(item('fresh')).send(pictures[0]!).expect(200);
  assert.ok((await first()).score < 0.999);
  await http.put(item('fresh')).send(fresh).expect(200);
  assert.equal((await first()).id, 'fresh');
  await http.delete(item('fresh')).expect(200);
  assert.notEqual((await first()).id, 'fresh');
});

test('an empty collection is searched without results', async () => {
  await http.put('/v1/collections/empty').expect(201);
  const { body } = await http.post('/v1/collections/empty/search').send(pictures[0]!).expect(200);
  assert.deepEqual([body.considered, body.results], [0, []]);
});

test('vectors of another model are kept, reported, and never compared', async () => {
  const { store, encoders } = server.services;
  const vector = new Float32Array(server.bundle.card.dimensions).fill(1);
  const other = 'b'.repeat(64);
  await store.putItems('default', [vectorItem('other', vector, {}, encoders.serving.digest)]);
  await store.beginGeneration('default', other);
  const { version } = await store.getItem('default', 'other');
  await store.putVectors('default', other, [{ id: 'other', version, vector }]);
  // As an earlier version has left them, which put in what the serving model made.
  const database = new DatabaseSync(join(server.data, 'index.sqlite'));
  database.exec(`PRAGMA foreign_keys = ON; UPDATE collections SET next = NULL;
    DELETE FROM vectors WHERE model <> '${other}' AND item IN (SELECT key FROM items WHERE id = 'other')`);
  database.close();
  const { body } = await http.get('/v1/collections/default').expect(200);
  assert.deepEqual([body.items - body.comparable, body.of_other_models], [1, 1]);
  assert.equal((await http.get('/readyz').expect(200)).body.of_other_models, 1);
  assert.equal((await http.get(item('other')).expect(200)).body.comparable, false);
  const found = await http.post(search).query({ k: 1000 }).send(pictures[0]!).expect(200);
  assert.equal(found.body.considered, body.comparable);
  assert.ok(!found.body.results.some(({ id }: { id: string }) => id === 'other'));
  const byId = await http.post(search).send({ id: 'other' }).expect(409);
  assert.equal(byId.body.error.code, 'item_of_other_model');
  await http.put(item('other')).send(pictures[0]!).expect(200);
  const again = await http.post(search).send({ id: 'other' }).expect(200);
  assert.equal(again.body.considered, body.comparable + 1);
});
