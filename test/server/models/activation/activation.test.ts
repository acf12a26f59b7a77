import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { test } from 'node:test';
import { samplePictures } from '../../../../server/models/activation/sample.ts';
import { picture, startServer, temporaryFolder } from '../../helpers.ts';
import { publishStandIn } from '../../standIn.ts';
import { activated, ended, jobWhen, statesOf } from './jobs.ts';

const models = await temporaryFolder();
const first = await publishStandIn(models, 'mine', 'one');
await publishStandIn(models, 'mine', 'two', 90);
/** All pictures look the same to it. */
await publishStandIn(models, 'collapsed', 'three', 1e6);
const at = '/v1/collections/default';
const count = 24;

async function filled(settings: Record<string, string | number> = {}, data?: string) {
  const options = { bundle: first, settings: { models, ...settings } };
  const server = await startServer(data === undefined ? options : { ...options, data });
  const { body } = await server.http.get(at);
  for (let i = body.items; i < count; i++)
    await server.http
      .put(`${at}/items/p${i}`)
      .send(await picture(i))
      .expect(201);
  return server;
}

type Http = Awaited<ReturnType<typeof filled>>['http'];

/** The model that answers a search by a picture, which finds the item of that picture. */
async function searched(http: Http, i: number, id = `p${i}`): Promise<string> {
  const { body } = await http
    .post(`${at}/search?k=1`)
    .send(await picture(i))
    .expect(200);
  assert.equal(body.results[0].id, id);
  assert.ok(body.results[0].score > 0.97);
  return body.model;
}

const collectionOf = async (http: Http, path = at) => (await http.get(path).expect(200)).body;

test('a model is activated, rolled back and forward, and what is kept for that is dropped', async () => {
  const { http } = await filled();
  const before = await activated(http, 'mine/2');
  assert.deepEqual([before.state, before.error, before.verdict?.passes], ['done', null, true]);
  assert.equal(await searched(http, 7), 'mine/2');
  const collection = await collectionOf(http);
  assert.deepEqual(
    [collection.model, collection.previous, collection.next, collection.comparable],
    ['mine/2', 'mine/1', null, count],
  );
  assert.deepEqual(await statesOf(http), {
    'mine/1': 'previous',
    'mine/2': 'active',
    'collapsed/1': 'available',
  });
  // New collections have it too.
  await http
    .put('/v1/collections/fresh/items/a')
    .send(await picture(1))
    .expect(404);
  await http.put('/v1/collections/fresh').expect(201);
  await http
    .put('/v1/collections/fresh/items/a')
    .send(await picture(1))
    .expect(201);
  assert.equal((await collectionOf(http, '/v1/collections/fresh')).model, 'mine/2');
  const page = await http.get(before.verdict!.report).expect(200).expect('Content-Type', /html/);
  assert.match(page.text, /mine\/2 beside mine\/1/);

  // What is put in now can be found after a rollback as well, without any embedding.
  await http
    .put(`${at}/items/late`)
    .send(await picture(100))
    .expect(201);
  // None of those that are named is passed over.
  for (const [other, code] of [
    ['fresh', 'no_previous_model'],
    ['nowhere', 'collection_not_found'],
  ] as const) {
    const asked = { collections: ['default', other] };
    const { body } = await http.post('/v1/models/mine/2/rollback').send(asked);
    assert.equal(body.error?.code, code);
  }
  const back = await http.post('/v1/models/mine/2/rollback').expect(202);
  assert.equal((await ended(http, back.body.id)).state, 'done');
  assert.equal(await searched(http, 100, 'late'), 'mine/1');
  assert.equal((await collectionOf(http)).previous, 'mine/2');
  // The one that never was of the first model stays where it is.
  assert.equal((await collectionOf(http, '/v1/collections/fresh')).model, 'mine/2');

  // Of what is kept nothing is embedded, so nothing is compared where it is taken in any case.
  const again = await activated(http, 'mine/2', { force: true });
  assert.deepEqual([again.state, again.verdict], ['done', null]);
  assert.equal(await searched(http, 100, 'late'), 'mine/2');
  const refused = await http.delete('/v1/models/mine/2/vectors').expect(409);
  assert.equal(refused.body.error.code, 'model_searched');
  const dropped = await http.delete('/v1/models/mine/1/vectors').expect(200);
  assert.equal(dropped.body.deleted, count + 1);
  const rest = await collectionOf(http);
  assert.deepEqual([rest.previous, rest.of_other_models], [null, 0]);
  const none = await http.post('/v1/models/mine/2/rollback').expect(409);
  assert.equal(none.body.error.code, 'no_previous_model');
});

test('a collapsed model is refused, unless it is forced', async () => {
  const { http } = await filled();
  const refused = await activated(http, 'collapsed/1');
  assert.deepEqual([refused.state, refused.error?.code], ['failed', 'gate_refused']);
  assert.match(refused.verdict!.reasons.join(), /collapsed_spread/);
  const collection = await collectionOf(http);
  assert.deepEqual([collection.model, collection.next], ['mine/1', null]);
  // Nothing of it is left, and another one can be activated.
  assert.equal((await activated(http, 'mine/2')).state, 'done');
  const forced = await activated(http, 'collapsed/1', { force: true });
  assert.deepEqual([forced.state, forced.verdict?.forced], ['done', true]);
  assert.equal((await collectionOf(http)).model, 'collapsed/1');
});

test('what no embedding can be made of is told before, and left out only where that is wanted', async () => {
  const { http } = await filled();
  const vector = (await http.get(`${at}/items/p0?include=vector`)).body.vector;
  await http.put(`${at}/items/vector`).send({ vector }).expect(201);
  await http.put(`${at}?keep=none`).expect(200);
  await http
    .put(`${at}/items/unkept`)
    .send(await picture(50))
    .expect(201);
  // One that has nothing but vectors is no matter of the server's.
  await http.put('/v1/collections/vectors').expect(201);
  await http.put('/v1/collections/vectors/items/a').send({ vector }).expect(201);

  const refused = await http.post('/v1/models/mine/2/activate').expect(409);
  assert.equal(refused.body.error.code, 'items_lacking');
  assert.match(refused.body.error.message, /1 put in as vectors \("vector"\)/);
  assert.match(refused.body.error.message, /1 of which no picture is kept \("unkept"\)/);
  const missing = await http.get('/v1/models/mine/2/missing').expect(200);
  const [only, ...more] = missing.body.data;
  assert.deepEqual(more, []);
  assert.deepEqual([only.embeddable, only.vectors.ids], [count, ['vector']]);
  assert.deepEqual(await statesOf(http).then((all) => all['mine/2']), 'available');

  const job = await activated(http, 'mine/2', { on_missing: 'drop-from-search' });
  assert.deepEqual([job.state, job.untouched], ['done', ['vectors']]);
  const collection = await collectionOf(http);
  assert.deepEqual([collection.comparable, collection.items], [count, count + 2]);
  assert.equal((await http.get(`${at}/items/unkept`)).body.comparable, false);
  assert.equal((await collectionOf(http, '/v1/collections/vectors')).model, 'mine/1');

  // From now on a vector says by which model it was made.
  const unnamed = await http.put(`${at}/items/vector`).send({ vector }).expect(422);
  assert.equal(unnamed.body.error.code, 'model_required');
  const old = await http.put(`${at}/items/vector`).send({ vector, model: 'mine/1' }).expect(409);
  assert.equal(old.body.error.code, 'model_mismatch');
  await http.put(`${at}/items/vector`).send({ vector, model: 'mine/2' }).expect(200);
  const asked = await http.post(`${at}/search`).send({ vector }).expect(422);
  assert.equal(asked.body.error.code, 'model_required');
  await http.post(`${at}/search`).send({ vector, model: 'mine/2' }).expect(200);
  await http.put('/v1/collections/vectors/items/b').send({ vector }).expect(201);
});

test('it is paused and gone on with, also by the next process, or cancelled without a trace', async () => {
  const data = await temporaryFolder();
  const one = await filled({}, data);
  const begun = await one.http.post('/v1/models/mine/2/activate').send({}).expect(202);
  const id = begun.body.id as string;
  const busy = await one.http.post('/v1/models/collapsed/1/activate').expect(409);
  assert.equal(busy.body.error.code, 'activation_busy');
  await jobWhen(one.http, id, ({ stage }) => stage === 'embedding');
  const paused = await one.http.post(`/v1/jobs/${id}/pause`);
  // On a fast machine it may be at its end already; then there is nothing more to see here.
  if (paused.status === 409) return;
  assert.equal(paused.body.state, 'paused');
  assert.equal((await collectionOf(one.http)).next, 'mine/2');
  assert.equal(await searched(one.http, 3), 'mine/1');
  await one.close();

  const two = await filled({}, data);
  assert.equal((await jobWhen(two.http, id, () => true)).state, 'paused');
  await two.http.post(`/v1/jobs/${id}/resume`).expect(200);
  assert.equal((await ended(two.http, id)).state, 'done');
  assert.equal(await searched(two.http, 3), 'mine/2');
  await two.close();

  // Without --model the one that was activated serves.
  const three = await startServer({ data, settings: { model: 'mine/1', models } });
  const again = await three.http.post('/v1/models/collapsed/1/activate').send({ force: true });
  await jobWhen(three.http, again.body.id, ({ stage }) => stage !== 'loading');
  const cancelled = await three.http.delete(`/v1/jobs/${again.body.id}`).expect(200);
  if (cancelled.body.state === 'done') return;
  assert.equal(cancelled.body.state, 'cancelled');
  const collection = await collectionOf(three.http);
  assert.deepEqual(
    [collection.model, collection.next, collection.previous, collection.of_other_models],
    ['mine/2', null, 'mine/1', count],
  );
});

test('a collection that is deleted meanwhile holds nothing up', async () => {
  const { http, services } = await filled();
  await http.put('/v1/collections/brief').expect(201);
  for (let i = 0; i < 30; i++)
    await http
      .put(`/v1/collections/brief/items/b${i}`)
      .send(await picture(i))
      .expect(201);
  const { body } = await http.post('/v1/models/mine/2/activate').expect(202);
  await jobWhen(http, body.id, ({ stage }) => stage !== 'loading');
  await http.delete('/v1/collections/brief').expect(200);
  assert.equal((await ended(http, body.id)).state, 'done');
  assert.equal(await searched(http, 5), 'mine/2');
  // Also where it goes between two looks: the comparison takes its sample of the others.
  const sample = samplePictures(services.store, ['brief', 'default'], 5, null);
  assert.match((await sample.next()).value!.id, /^default\//);
  await sample.return(undefined);
});

test('the newest version is activated by itself where that is wanted, and nothing kept for longer', async () => {
  const root = await temporaryFolder();
  const bundle = await publishStandIn(root, 'own', 'one');
  const settings = { models: root, follow: 'latest', keepPreviousHours: 0 };
  const { http } = await startServer({ bundle, settings });
  await http
    .put(`${at}/items/p1`)
    .send(await picture(1))
    .expect(201);
  await publishStandIn(root, 'own', 'two', 90);
  while (
    (await collectionOf(http)).of_other_models > 0 ||
    (await statesOf(http))['own/2'] !== 'active'
  )
    await new Promise((resolve) => setTimeout(resolve, 100));
  const collection = await collectionOf(http);
  assert.deepEqual([collection.model, collection.previous], ['own/2', null]);
  assert.equal(await searched(http, 1), 'own/2');
  const metrics = (await http.get('/metrics').expect(200)).text;
  assert.match(metrics, /selfsame_activation_pictures 0/);
});

test('a process that ended amid an activation goes on with it at its next start', async () => {
  const data = await temporaryFolder();
  const one = await filled({}, data);
  const { body } = await one.http.post('/v1/models/mine/2/activate').expect(202);
  await jobWhen(one.http, body.id, ({ stage }) => stage !== 'loading');
  await one.close();
  const two = await filled({}, data);
  const job = (await two.http.get('/v1/jobs').expect(200)).body.data[0];
  if (job !== undefined) assert.equal((await ended(two.http, job.id)).state, 'done');
  assert.equal(await searched(two.http, 5), 'mine/2');
});

test('without its bundle it waits, and tells so', async () => {
  const data = await temporaryFolder();
  const root = await temporaryFolder();
  const own = await publishStandIn(root, 'own', 'one');
  const other = await publishStandIn(root, 'own', 'two', 90);
  const options = { bundle: own, data, settings: { models: root } };
  const one = await startServer(options);
  await one.http
    .put(`${at}/items/a`)
    .send(await picture(1))
    .expect(201);
  const { body } = await one.http.post('/v1/models/own/2/activate').expect(202);
  const paused = await one.http.post(`/v1/jobs/${body.id}/pause`);
  await one.close();
  if (paused.status === 409) return;
  await rename(other.dir, `${root}/away`);
  const two = await startServer(options);
  await two.http.post(`/v1/jobs/${body.id}/resume`).expect(200);
  const stalled = await ended(two.http, body.id);
  assert.deepEqual([stalled.state, stalled.error?.code], ['failed', 'activation_stalled']);
  const cancelled = await two.http.delete(`/v1/jobs/${body.id}`).expect(200);
  assert.equal(cancelled.body.state, 'cancelled');
  assert.equal((await collectionOf(two.http)).next, null);
});
