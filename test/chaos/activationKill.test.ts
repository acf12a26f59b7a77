import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkFolder } from '../../server/store/checkFolder.ts';
import { startProcess, temporaryFolder } from '../server/helpers.ts';
import { publishStandIn } from '../server/standIn.ts';
import { ask, type Json, Witness } from './activation/Witness.ts';

/** KILL_ROUNDS=40 for as many as a release is tried with. */
const rounds = Number(process.env.KILL_ROUNDS ?? 2);
/** CHAOS_STORE=postgres for the index in a database; a short round of that is in postgres.test.ts. */
const { CHAOS_STORE = 'embedded' } = process.env;
assert.ok(['embedded', 'postgres'].includes(CHAOS_STORE), `there is no store '${CHAOS_STORE}'`);
const [pictures, items] = [24, 64];
const collections = ['default', 'second'];
/** Where a round is killed, or soon after: of a rollback at once, of an activation in a stage or at its end. */
const moments = ['embedding', 'ended', 'comparing', 'embedding', 'ended', 'loading'];

const models = await temporaryFolder();
const data = await temporaryFolder();
if (CHAOS_STORE === 'postgres') {
  // Loaded here, because it may start a database.
  const { emptyDatabase } = await import('../server/store/postgres/database.ts');
  process.env.SELFSAME_STORE = await emptyDatabase();
}
const bundles = [
  await publishStandIn(models, 'mine', 'one'),
  await publishStandIn(models, 'mine', 'two', 60),
];
const witness = await Witness.of(bundles, pictures, items);

/** The activation that has not ended. */
async function activationOf(url: string): Promise<Json | undefined> {
  const answer = await ask(url, 'GET', '/v1/jobs');
  const job = answer?.body.data.findLast(({ kind }) => kind === 'activation');
  assert.notEqual(job?.state, 'failed', JSON.stringify(job));
  return job?.state === 'done' ? undefined : job;
}

/** Activates the other model, or goes back to it where its vectors are kept. */
async function change(url: string): Promise<string> {
  const under = await activationOf(url);
  if (under !== undefined) return `${under.rollback ? 'rollback' : 'activation'} resumed`;
  const { body } = (await ask(url, 'GET', '/v1/collections/default'))!;
  const other = witness.names.find((name) => name !== body.model)!;
  const isBack = body.previous !== null && Math.random() < 0.5;
  if (body.previous !== null && !isBack)
    assert.equal((await ask(url, 'DELETE', `/v1/models/${other}/vectors`))?.status, 200);
  const path = isBack ? `/v1/models/${body.model}/rollback` : `/v1/models/${other}/activate`;
  const answer = await ask(url, 'POST', path, isBack ? {} : { force: true });
  // The second collection may not have been switched when the first was rolled back.
  assert.ok(answer === null || answer.status === 202, JSON.stringify(answer?.body));
  return isBack ? 'rollback' : 'activation';
}

test(`${rounds} kills amid activations and rollbacks: nothing is lost, no answer is mixed`, async (context) => {
  const flags = ['--port', '0', '--models', models, '--data', data, '--threads', '1'];
  const begin = ['--model', bundles[0]!.dir, ...flags];
  const killed: string[] = [];
  for (let round = 0; round <= rounds; round++) {
    const { child, url, ended } = startProcess(...(round === 0 ? begin : flags));
    const address = await url;
    if (round === 0)
      for (const collection of collections) await witness.fill(() => address, collection);
    const nothingIsLost = async () => {
      for (const one of collections) await witness.nothingIsLost(address, one);
    };
    await nothingIsLost();
    if (round === rounds) {
      while ((await activationOf(address)) !== undefined) await sleep(50);
      await nothingIsLost();
      child.kill('SIGTERM');
      assert.equal((await ended).code, 0);
      break;
    }
    let isThere = true;
    witness.failed = () => {
      isThere = false;
    };
    const next = () => (isThere ? address : null);
    const working = collections.flatMap((collection) => [
      witness.write(next, collection),
      witness.search(next, collection),
    ]);
    const what = await change(address);
    const moment = moments[round % moments.length];
    if (!what.startsWith('rollback'))
      for (let stage = ''; stage !== moment && stage !== 'ended'; await sleep(10))
        stage = (await activationOf(address))?.stage ?? 'ended';
    await sleep(Math.random() * 400);
    killed.push(`${what}: ${(await activationOf(address))?.stage ?? 'ended'}`);
    child.kill('SIGKILL');
    await Promise.all(working);
    assert.equal((await ended).code, 'SIGKILL');
    if (CHAOS_STORE === 'embedded') assert.deepEqual(checkFolder(data).problems, []);
  }
  context.diagnostic(
    `killed in: ${killed.join(', ')}; answers by ${[...witness.seen].join(' and ')}`,
  );
});
