import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { index } from '../bulk/command.ts';
import { picture, startProcess, startServer, temporaryFolder } from '../helpers.ts';
import { publishStandIn } from '../standIn.ts';

const root = await temporaryFolder();
const first = await publishStandIn(root, 'mine', 'one');
const second = await publishStandIn(root, 'mine', 'two');
const data = await temporaryFolder();
const count = 5;
const at = '/v1/collections/default';

test('a collection goes on with its model beside a newer one, which new collections have', async () => {
  const one = await startServer({ bundle: first, data });
  for (let i = 0; i < count; i++)
    await one.http
      .put(`${at}/items/p${i}`)
      .send(await picture(i))
      .expect(201);
  await one.close();

  const { http, close } = await startServer({ bundle: second, data });
  const { data: listed } = (await http.get('/v1/models')).body;
  const names = listed
    .filter(({ state }: { state: string }) => state === 'active')
    .map((one: { id: string; serving: boolean }) => [one.id, one.serving]);
  assert.deepEqual(names, [
    ['mine/2', true],
    ['mine/1', false],
  ]);
  await http.get('/readyz').expect(200);
  const record = await http.get(at).expect(200);
  assert.deepEqual(
    [record.body.model, record.body.comparable, record.body.of_other_models],
    ['mine/1', count, 0],
  );
  const found = await http
    .post(`${at}/search`)
    .send(await picture(3))
    .expect(200);
  assert.deepEqual(
    [found.body.model, found.body.considered, found.body.results[0].id],
    ['mine/1', count, 'p3'],
  );
  // What is put in joins the others.
  await http
    .put(`${at}/items/new`)
    .send(await picture(9))
    .expect(201);
  const { body } = await http.post(`${at}/search`).send({ id: 'new', k: 10 }).expect(200);
  assert.deepEqual([body.considered, body.results[0].id], [count + 1, 'new']);
  await http.put('/v1/collections/fresh').expect(201);
  assert.equal((await http.get('/v1/collections/fresh')).body.model, null);
  await http
    .put('/v1/collections/fresh/items/a')
    .send(await picture(1))
    .expect(201);
  assert.equal((await http.get('/v1/collections/fresh')).body.model, 'mine/2');
  const embedded = await http
    .post('/v1/embeddings')
    .send(await picture(1))
    .expect(200);
  assert.equal(embedded.body.model, 'mine/2');

  // A search may name the model; another one than the collection's is refused.
  for (const model of ['mine', 'mine/1'])
    await http.post(`${at}/search`).send({ id: 'p0', model }).expect(200);
  const other = await http
    .post(`${at}/search?model=mine/2`)
    .send(await picture(1))
    .expect(409);
  assert.equal(other.body.error.code, 'model_mismatch');
  const batch = await http
    .post(`${at}/search/batch`)
    .send({ queries: [{ id: 'p0' }, { id: 'p0', model: 'mine/2' }] })
    .expect(200);
  assert.equal(batch.body.data[0].model, 'mine/1');
  assert.equal(batch.body.data[1].error.code, 'model_mismatch');
  await close();
});

test('the start says which collection goes on with what, and index takes part in it', async () => {
  const flags = ['--port', '0', '--model', second.dir, '--data', data, '--threads', '1'];
  const { child, url, ended } = startProcess(...flags);
  const address = await url;
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a.png'), await picture(20));
  const { code, err } = await index(folder, '--url', address);
  assert.equal(code, 0, err);
  const again = await index(folder, '--url', address);
  assert.match(again.out, /1 there already/);
  const answer = await fetch(`${address}${at}/search`, { method: 'POST', body: await picture(20) });
  const found = (await answer.json()) as { model: string; results: { id: string }[] };
  assert.deepEqual([found.model, found.results[0]!.id], ['mine/1', 'a.png']);
  child.kill('SIGTERM');
  const { out } = await ended;
  assert.match(out, /The collection "default" goes on with mine\/1, .*; mine\/2 is for new ones\./);
});

test('one that is emptied while it is served takes the model that serves at once', async () => {
  const { http, services, close } = await startServer({ bundle: second, data });
  const vector = new Float32Array(192).fill(1);
  const digest = services.encoders.loaded.find(({ bundle }) => bundle.card.version === '1')!.digest;
  for (const way of ['one', 'filter'] as const) {
    const name = `emptied-${way}`;
    await http.put(`/v1/collections/${name}`).expect(201);
    const item = { id: 'a', metadata: '{}', image: null, content: null, depth: null };
    await services.store.putItems(name, [{ ...item, vectors: [{ model: digest, vector }] }]);
    const search = async () =>
      (
        await http
          .post(`/v1/collections/${name}/search`)
          .send(await picture(1))
          .expect(200)
      ).body;
    assert.equal((await search()).model, 'mine/1');
    if (way === 'one') await http.delete(`/v1/collections/${name}/items/a`).expect(200);
    else
      await http
        .delete(`/v1/collections/${name}/items`)
        .query({ filter: '{"not": {"field": "-", "exists": true}}' })
        .expect(200);
    assert.deepEqual(((answer) => [answer.model, answer.considered])(await search()), [
      'mine/2',
      0,
    ]);
    await http
      .put(`/v1/collections/${name}/items/b`)
      .send(await picture(1))
      .expect(201);
    assert.deepEqual(((answer) => [answer.model, answer.considered])(await search()), [
      'mine/2',
      1,
    ]);
    await http.delete(`/v1/collections/${name}`).expect(200);
  }
  await close();
});

test('where the model is gone nothing is answered as if there were nothing', async () => {
  const aside = join(await temporaryFolder(), 'aside');
  await rename(first.dir, aside);
  const { http, services, close } = await startServer({ bundle: second, data });
  assert.match(
    services.notices.join(),
    /"default" is of the model mine\/1, which is not here: its 7 items are kept/,
  );
  const missing = async (
    request: PromiseLike<{ status: number; body: { error: { code: string; message: string } } }>,
  ) => {
    const { status, body } = await request;
    assert.deepEqual([status, body.error.code], [503, 'model_missing']);
    assert.match(body.error.message, /the model mine\/1, which is not here.*Put its bundle back/);
  };
  await missing(http.get('/readyz'));
  await missing(http.post(`${at}/search`).send(await picture(3)));
  await missing(http.post(`${at}/search`).send({ id: 'p0' }));
  await missing(http.post(`${at}/search/batch`).send({ queries: [{ id: 'p0' }] }));
  await missing(http.post(`${at}/duplicates`).send({}));
  await missing(http.put(`${at}/items/x`).send(await picture(3)));
  await missing(http.post(`${at}/items`).attach('a', await picture(3), 'a.png'));
  // What needs no model is there, and the other collection as before.
  assert.equal((await http.get(`${at}/items/p0`).expect(200)).body.comparable, true);
  await http
    .patch(`${at}/items/p0`)
    .send({ metadata: { a: 1 } })
    .expect(200);
  assert.equal((await http.get(at).expect(200)).body.model, 'mine/1');
  await http
    .post('/v1/collections/fresh/search')
    .send(await picture(1))
    .expect(200);
  await http
    .post('/v1/embeddings')
    .send(await picture(1))
    .expect(200);
  await close();

  await rename(aside, first.dir);
  const back = await startServer({ bundle: second, data });
  await back.http.get('/readyz').expect(200);
  const found = await back.http
    .post(`${at}/search`)
    .send(await picture(3))
    .expect(200);
  assert.equal(found.body.results[0].id, 'p3');
  await back.close();
});

test('a collection that has lost its vectors takes the model that serves', async () => {
  await rm(first.dir, { recursive: true });
  const { http, close } = await startServer({ bundle: second, data });
  for (const { id } of (await http.get(`${at}/items?limit=100`)).body.data)
    await http.delete(`${at}/items/${id}`).expect(200);
  await http.get('/readyz').expect(200);
  await http
    .put(`${at}/items/a`)
    .send(await picture(1))
    .expect(201);
  const { body } = await http
    .post(`${at}/search`)
    .send(await picture(1))
    .expect(200);
  assert.deepEqual([body.model, body.considered], ['mine/2', 1]);
  await close();
});

test('what is overtaken by changes of the model is done again, and given up if they do not end', async () => {
  const { http, services, close } = await startServer({ bundle: second });
  const { models, store, encoders } = services;
  const other = await publishStandIn(await temporaryFolder(), 'mine', 'other');
  const { digest: one } = await encoders.load(other);
  const two = encoders.serving.digest;
  const name = 'changing';
  await http.put(`/v1/collections/${name}`).expect(201);
  await http
    .put(`/v1/collections/${name}/items/a`)
    .send(await picture(1))
    .expect(201);
  /** As an activation does it. */
  const change = async (of: string) => {
    await store.beginGeneration(name, of);
    await store.switchModel(name, of, 'any');
    await store.putVectors(name, of, []);
    models.forget(name);
  };
  const vector = new Float32Array(192).fill(1);
  await store.beginGeneration(name, one);
  const { version } = await store.getItem(name, 'a');
  for (const each of [one, two]) await store.putVectors(name, each, [{ id: 'a', version, vector }]);

  const read: string[] = [];
  await models.reading(name, undefined, async ({ digest }) => {
    read.push(digest);
    if (read.length === 1) await change(digest === one ? two : one);
  });
  assert.equal(new Set(read).size, 2);
  const changed = { code: 'model_changed' };
  const restless = async ({ digest }: { digest: string }) => change(digest === one ? two : one);
  await assert.rejects(models.reading(name, undefined, restless), changed);

  const written: string[] = [];
  await models.writing(name, async ([encoder]) => {
    written.push(encoder.digest);
    if (written.length === 1) await change(encoder.digest === one ? two : one);
    const item = { id: 'b', metadata: '{}', image: null, content: null, depth: null };
    await store.putItems(name, [{ ...item, vectors: [{ model: encoder.digest, vector }] }]);
  });
  assert.equal(new Set(written).size, 2);
  await close();
});
