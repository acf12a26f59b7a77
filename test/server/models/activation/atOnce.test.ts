import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { picture, startServer, temporaryFolder } from '../../helpers.ts';
import { publishStandIn } from '../../standIn.ts';
import { activated, ended, statesOf } from './jobs.ts';

const models = await temporaryFolder();
const first = await publishStandIn(models, 'mine', 'one');
// To both, grey of 90 is zero: at such a picture an activation stops, and can be gone on with.
await publishStandIn(models, 'other', 'two', 90);
await publishStandIn(models, 'other', 'three', 90);
const { http } = await startServer({ bundle: first, settings: { models, follow: 'latest' } });
const count = 4;
await http.put('/v1/collections/b').expect(201);
for (const collection of ['default', 'b'])
  for (let i = 0; i < count; i++)
    await http
      .put(`/v1/collections/${collection}/items/p${i}`)
      .send(await picture(i))
      .expect(201);
const grey = { width: 40, height: 40, channels: 3, background: '#5a5a5a' } as const;
await http
  .put('/v1/collections/default/items/grey')
  .send(await sharp({ create: grey }).png().toBuffer())
  .expect(201);

const collectionOf = async (name: string) => {
  const { body } = await http.get(`/v1/collections/${name}`).expect(200);
  return [body.model, body.next, body.of_other_models];
};

/** Waits until one has stopped at the picture, with vectors in both collections. */
async function stopped(id: string): Promise<void> {
  const { state, error } = await ended(http, id);
  assert.deepEqual([state, error?.code], ['failed', 'items_lacking']);
  assert.match((await collectionOf('b'))[1], /^other/);
}

/** The job that was begun last. */
const newest = async () => (await http.get('/v1/jobs').expect(200)).body.data.at(-1).id as string;

test('of several that are asked for at once one is begun, and the others are told of it', async () => {
  const asked = ['other/1', 'other/2', 'other/1', 'other/2', 'other/1'];
  const answers = await Promise.all(
    asked.map((model) => http.post(`/v1/models/${model}/activate`).send({ force: true })),
  );
  const begun = answers.filter(({ status }) => status === 202).map(({ body }) => body);
  const [one] = begun;
  assert.deepEqual(new Set(begun.map(({ id }) => id)), new Set([one.id]));
  assert.equal(begun.length, asked.filter((model) => model === one.model).length);
  for (const { status, body } of answers)
    if (status !== 202) assert.deepEqual([status, body.error.code], [409, 'activation_busy']);
  assert.equal((await http.get('/v1/jobs').expect(200)).body.data.length, 1);
  await stopped(one.id);
});

test('one that is cancelled and gone on with at once is over, and a newer version has its turn', async () => {
  const id = await newest();
  await publishStandIn(models, 'mine', 'four', 100);
  while ((await statesOf(http))['mine/2'] !== 'available') await sleep(200);
  // It is refused while the other one can be gone on with.
  await sleep(200);
  const [cancelled] = await Promise.all([
    http.delete(`/v1/jobs/${id}`),
    ...Array.from({ length: 4 }, () => http.post(`/v1/jobs/${id}/resume`)),
  ]);
  assert.equal(cancelled!.body.state, 'cancelled');
  assert.equal((await ended(http, id)).state, 'cancelled');
  while ((await statesOf(http))['mine/2'] !== 'active') await sleep(100);
  assert.equal((await ended(http, await newest())).state, 'done');
  for (const [name, items] of [
    ['default', count + 1],
    ['b', count],
  ] as const)
    assert.deepEqual(await collectionOf(name), ['mine/2', null, items]);
});

test('what is given up in favour of fewer collections leaves nothing behind in the others', async () => {
  const activate = '/v1/models/other/1/activate';
  const { body } = await http
    .post(activate)
    .send({ collections: ['default'] })
    .expect(202);
  // For more than it was asked for, it is not the same: who joined would believe that all follow.
  const more = await http.post(activate).expect(409);
  assert.equal(more.body.error.code, 'activation_busy');
  await ended(http, body.id);
  await http.post(activate).expect(202);
  await stopped(body.id);
  const fewer = { collections: ['default'], on_missing: 'drop-from-search', force: true };
  const job = await activated(http, 'other/1', fewer);
  assert.deepEqual([job.id, job.state], [body.id, 'done']);
  assert.deepEqual(await collectionOf('b'), ['mine/2', null, count]);
  assert.equal((await collectionOf('default'))[0], 'other/1');
});
