import assert from 'node:assert/strict';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { picture, startServer, temporaryFolder } from './helpers.ts';
import { ended, jobWhen, statesOf } from './models/activation/jobs.ts';
import { publishStandIn } from './standIn.ts';
import { emptyDatabase, isServer, said } from './store/postgres/database.ts';

const skip = isServer ? false : 'needs a server of PostgreSQL';
const at = '/v1/collections/default';
const [modelsOfFirst, modelsOfSecond] = [await temporaryFolder(), await temporaryFolder()];
const bundle = await publishStandIn(modelsOfFirst, 'mine', 'one');
await cp(join(modelsOfFirst, 'mine'), join(modelsOfSecond, 'mine'), { recursive: true });
const store = await emptyDatabase();
const start = (models: string) =>
  startServer({
    bundle,
    settings: { store, models, model: 'mine', follow: 'latest', deadlineMs: 2000 },
  });
const [first, second] = skip
  ? (null as never)
  : await Promise.all([start(modelsOfFirst), start(modelsOfSecond)]);
const pictures = await Promise.all([picture(1), picture(2), picture(3)]);

test('a model is not taken into use before all servers have it: the one without is named', {
  skip,
}, async () => {
  for (const [i, one] of pictures.entries())
    await first.http.put(`${at}/items/p${i}`).send(one).expect(201);
  await publishStandIn(modelsOfFirst, 'mine', 'two', 60);
  await first.services.registry.look();
  const begun = await first.http.post('/v1/models/mine/2/activate').send({ force: true });
  // Refused at once where the other one leads, which is to take it into use.
  const refused = begun.status === 202 ? await ended(first.http, begun.body.id) : begun.body;
  assert.equal(refused.error?.code, 'replica_lacks_model', JSON.stringify(refused));
  assert.match(refused.error!.message, new RegExp(`process ${process.pid}.*${modelsOfSecond}`));
  await first.http.post('/v1/models/mine/3/activate').expect(404);
  assert.equal((await second.http.get(at).expect(200)).body.model, 'mine/1');

  await cp(join(modelsOfFirst, 'mine/2'), join(modelsOfSecond, 'mine/2'), { recursive: true });
  await second.services.registry.look();
  // Asked of either, whichever leads, and told by both.
  const { body } = await second.http.post('/v1/models/mine/2/activate').send({ force: true });
  for (const { http } of [first, second]) {
    const job = await ended(http, body.id);
    assert.equal(job.state, 'done', JSON.stringify(job));
    assert.equal((await http.get(at).expect(200)).body.model, 'mine/2');
    // Which one serves, each looks at twice a second.
    const states = { 'mine/1': 'previous', 'mine/2': 'active' };
    while (!isDeepStrictEqual(await statesOf(http), states)) await sleep(50);
    const found = await http.post(`${at}/search?k=1`).send(pictures[1]).expect(200);
    assert.deepEqual([found.body.model, found.body.results[0].id], ['mine/2', 'p1']);
    await http.get(`/v1/jobs/${body.id}/compare.html`).expect(200);
    await http.post(`/v1/jobs/${body.id}/pause`).expect(409);
  }
});

test('what is asked of any server goes on when the one that leads is cut off', {
  skip,
}, async () => {
  const [lead] = await said(store, 'SELECT leads FROM members WHERE leads IS NOT NULL');
  await said(store, `SELECT pg_terminate_backend(${lead!.leads})`);
  for (const [i, { http }] of [first, second].entries()) {
    const model = `mine/${2 - i}`;
    const { body } = await http.post(`/v1/models/${model}/rollback`).expect(202);
    assert.equal((await ended(http, body.id)).state, 'done');
  }
  for (const { http } of [first, second])
    await http.delete('/v1/models/mine/2/vectors').expect(409);
});

test('the newest version is taken into use by one of them, once all have it', {
  skip,
}, async () => {
  await publishStandIn(modelsOfFirst, 'mine', 'three', 70);
  await cp(join(modelsOfFirst, 'mine/3'), join(modelsOfSecond, 'mine/3'), { recursive: true });
  await Promise.all([first, second].map(({ services }) => services.registry.look()));
  for (const { http } of [first, second]) {
    while ((await http.get(at).expect(200)).body.model !== 'mine/3') await sleep(50);
    const { body } = await http.get('/v1/jobs').expect(200);
    const those = body.data.filter(({ model }: { model?: string }) => model === 'mine/3');
    assert.equal(those.length, 1);
  }
});

test('a folder that one server follows is known to the others, which can end it; what ends with its server is told', {
  skip,
}, async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a.png'), pictures[0]!);
  const begin = async () => {
    const { body } = await first.http.post(`${at}/jobs`).send({ folder, watch: true }).expect(202);
    return jobWhen(second.http, body.id, ({ state }) => state === 'following');
  };
  const { id } = await begin();
  const { body } = await second.http.get('/v1/jobs').expect(200);
  assert.ok(body.data.some((job: { id: string }) => job.id === id));
  assert.equal((await second.http.delete(`/v1/jobs/${id}`).expect(200)).body.state, 'cancelled');
  assert.equal((await first.http.get(`/v1/jobs/${id}`).expect(200)).body.state, 'cancelled');

  // A server that is gone, or does not answer: as the database has it then.
  const other = await begin();
  await said(
    store,
    `INSERT INTO members (id, name, schema) VALUES (gen_random_uuid(), 'silent', 2);
     INSERT INTO jobs SELECT 'one-of-the-silent', members.id, name, now(),
         (told::jsonb || '{"id": "one-of-the-silent"}')::json
       FROM jobs, members WHERE jobs.id = '${other.id}' AND name = 'silent'`,
  );
  const asked = second.http.delete('/v1/jobs/one-of-the-silent').then((answer) => answer);
  while ((await said(store, 'SELECT 1 FROM calls')).length === 0) await sleep(20);
  await said(store, "DELETE FROM members WHERE name = 'silent'");
  const { status, body: silent } = await asked;
  assert.deepEqual([status, silent.error.code], [503, 'replica_silent']);
  const gone = await second.http.get('/v1/jobs/one-of-the-silent').expect(200);
  assert.deepEqual([gone.body.state, gone.body.error.code], ['failed', 'replica_gone']);

  // One that is stopped has not been told to end its jobs.
  first.services.stop();
  await first.close();
  const left = await second.http.get(`/v1/jobs/${other.id}`).expect(200);
  assert.deepEqual([left.body.state, left.body.error.code], ['failed', 'replica_gone']);
});
