import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import type { Bundle, ModelCard } from '../../../../models/index.ts';
import type { Encoder } from '../../../../server/embed/Encoders.ts';
import { selfsame } from '../../client/selfsame.ts';
import { picture, startServer, temporaryFolder } from '../../helpers.ts';
import { publishStandIn } from '../../standIn.ts';
import { activated, ended, statesOf } from './jobs.ts';

const models = await temporaryFolder();
const first = await publishStandIn(models, 'mine', 'one');
/** To it, grey of 90 is zero. */
await publishStandIn(models, 'mine', 'two', 90);
const third = await publishStandIn(models, 'mine', 'three', 60);
const at = '/v1/collections/default';
const grey = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#5a5a5a' } })
  .png()
  .toBuffer();

const { http, services, url } = await startServer({ bundle: first, settings: { models } });
await http.put(`${at}?keep=original`).expect(200);
for (let i = 0; i < 12; i++)
  await http
    .put(`${at}/items/p${i}`)
    .send(await picture(i))
    .expect(201);

test('a picture that a model makes nothing of is refused, named, and left out where that is wanted', async () => {
  await http.put(`${at}/items/grey`).send(grey).expect(201);
  const refused = await activated(http, 'mine/2');
  assert.deepEqual([refused.state, refused.error?.code], ['failed', 'items_lacking']);
  assert.match(refused.error!.message, /1 of which the kept picture cannot be embedded \("grey"\)/);
  assert.equal(refused.unmade.count, 1);
  const begun = (await http.get(at)).body;
  assert.deepEqual([begun.model, begun.next], ['mine/1', 'mine/2']);
  // Meanwhile pictures are put in all the same.
  await http.put(`${at}/items/grey`).send(grey).expect(200);
  // The same once more, with another answer to that, goes on with it.
  const job = await activated(http, 'mine/2', { on_missing: 'drop-from-search' });
  assert.deepEqual([job.id, job.state, job.unmade.count], [refused.id, 'done', 1]);
  assert.equal((await http.get(`${at}/items/grey`)).body.comparable, false);
  const none = await http.put(`${at}/items/grey2`).send(grey).expect(422);
  assert.equal(none.body.error.code, 'picture_not_embeddable');
  // Back again nothing is lost.
  const back = await http.post('/v1/models/mine/2/rollback').expect(202);
  assert.equal((await ended(http, back.body.id)).state, 'done');
  assert.equal((await http.get(`${at}/items/grey`)).body.comparable, true);
});

test('what cannot be paused, reported or taken into use is told', async () => {
  const code = async (path: string, status: number, method: 'post' | 'get' = 'post') =>
    (await http[method](path).expect(status)).body.error.code;
  const jobs = (await http.get('/v1/jobs')).body.data;
  const back = jobs.at(-1).id;
  assert.equal(await code(`/v1/jobs/${back}/pause`, 409), 'job_not_pausable');
  assert.equal(await code(`/v1/jobs/${back}/compare.html`, 404, 'get'), 'report_not_found');
  const folder = await temporaryFolder();
  const { body } = await http.post(`${at}/jobs`).send({ folder }).expect(202);
  assert.equal(await code(`/v1/jobs/${body.id}/resume`, 409), 'job_not_pausable');
  assert.equal(await code('/v1/models/mine/9/activate', 404), 'model_not_found');
  const slash = await http.post('/v1/models/mine%2F2/1/rollback').expect(404);
  assert.match(slash.body.error.message, /no model "mine\/2" here; there is: mine\/1, mine\/2/);
  await http
    .post(`/v1/models/mine/2/activate`)
    .send({ collections: ['none'] })
    .expect(404);

  // One that becomes another one under its name.
  const graph = join(third.dir, 'encoder.onnx');
  await writeFile(`${graph}.new`, 'none');
  await rename(`${graph}.new`, graph);
  while ((await statesOf(http))['mine/3'] !== 'rejected')
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(await code('/v1/models/mine/3/activate', 409), 'bundle_unusable');
});

test('collections with different models before them are rolled back one by one', async () => {
  await http.put('/v1/collections/other').expect(201);
  await http
    .put('/v1/collections/other/items/a')
    .send(await picture(1))
    .expect(201);
  const { store, encoders } = services;
  const two = encoders.loaded.find(({ bundle }) => bundle.card.version === '2')!.digest;
  const one = encoders.loaded.find(({ bundle }) => bundle.card.version === '1')!.digest;
  assert.equal((await store.getCollection('other')).model, one);
  // From a model whose bundle is gone there is a way back to the one that is kept.
  const gone = 'f'.repeat(64);
  const card = { name: 'gone', version: '1' } as ModelCard;
  await services.models.name({ digest: gone, bundle: { card } as Bundle } as Encoder);
  await store.beginGeneration('other', gone);
  await store.switchModel('other', gone, 'any');
  services.models.forget('other');
  await store.putVectors('other', gone, [
    {
      ...{ id: 'a', version: (await store.getItem('other', 'a')).version },
      vector: new Float32Array(192).fill(1),
    },
  ]);
  const missing = await http.post('/v1/collections/other/search').send({ id: 'a' }).expect(503);
  assert.match(missing.body.error.remedy, /\/activate.*rollback/);
  const way = await selfsame('models', 'rollback', 'gone/1', '--url', url);
  assert.deepEqual([way.code, way.out.split('\n')[0]], [0, 'mine/1 is in use: other.']);
  // Both by the second, one of them from a model that is nowhere.
  await store.beginGeneration('other', gone);
  await store.switchModel('other', gone, 'any');
  await store.beginGeneration('other', two);
  await store.switchModel('other', two, 'any');
  await store.switchModel('default', two, 'any');
  const { body } = await http.post('/v1/models/mine/2/rollback').expect(409);
  assert.equal(body.error.code, 'previous_models_differ');
  const asked = { collections: ['default'], on_missing: 'drop-from-search' };
  const back = await http.post('/v1/models/mine/2/rollback').send(asked).expect(202);
  assert.equal((await ended(http, back.body.id)).state, 'done');
  assert.equal((await http.get(at)).body.model, 'mine/1');
});
