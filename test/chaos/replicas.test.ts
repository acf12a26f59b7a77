import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerProcess, startProcess, temporaryFolder } from '../server/helpers.ts';
import { publishStandIn } from '../server/standIn.ts';
import { emptyDatabase, isServer, said } from '../server/store/postgres/database.ts';
import { ask, type Json, Witness } from './activation/Witness.ts';

const collections = ['default', 'second'];
/** Of each collection: some pieces. */
const items = 80;

/** Between two requests of a client, of which there are two for each collection. */
const clientsPauseMs = 150;

interface Running extends Pick<ServerProcess, 'child' | 'ended'> {
  readonly url: string;
}

const models = await temporaryFolder();
const bundles = [
  await publishStandIn(models, 'mine', 'one'),
  await publishStandIn(models, 'mine', 'two', 60),
];

async function start(database: string, ...flags: string[]): Promise<Running> {
  process.env.SELFSAME_STORE = database;
  const fixed = ['--port', '0', '--models', models, '--threads', '1', '--deadline-ms', '5000'];
  const { child, url, ended } = startProcess(...fixed, ...flags);
  return { child, ended, url: await url };
}

async function jobsOf(url: string): Promise<readonly Json[]> {
  const answer = await ask(url, 'GET', '/v1/jobs');
  return answer!.body.data.filter(({ kind }) => kind === 'activation');
}

test('three servers over one database change the model under load, and two of them are killed amid that', {
  skip: isServer ? false : 'needs a server of PostgreSQL',
}, async (context) => {
  const database = await emptyDatabase();
  const witness = await Witness.of(bundles, 24, items);
  const first = () => start(database, '--model', bundles[0]!.dir);
  const servers = await Promise.all([first(), first(), first()]);
  after(() => {
    for (const { child } of servers) child.kill('SIGKILL');
  });
  let turn = 0;
  const anyOf = () => servers[turn++ % servers.length]!.url;
  for (const collection of collections) await witness.fill(anyOf, collection);

  let isOver = false;
  const next = () => (isOver ? null : anyOf());
  const unanswered: string[] = [];
  witness.failed = (url) => void unanswered.push(url);
  const begins = Promise.withResolvers<void>();
  const served = begins.promise.then(() =>
    Promise.all(
      collections.flatMap((one) => [
        witness.write(next, one, clientsPauseMs),
        witness.search(next, one, clientsPauseMs),
      ]),
    ),
  );
  const dead: Running[] = [];

  /** Kills a server that is at a piece, as soon as there is one. @param leads whether it is to lead */
  async function killAmid(leads: boolean): Promise<void> {
    for (;;) {
      const [found] = await said(
        database,
        `SELECT members.name FROM pieces JOIN members ON members.id = pieces.member
           WHERE NOT done AND (leads IS NOT NULL AND EXISTS (
             SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = leads
           )) = ${leads} LIMIT 1`,
      );
      if (found === undefined) {
        await sleep(5);
        continue;
      }
      const pid = Number(/process (\d+)/.exec(String(found.name))![1]);
      const victim = servers.find(({ child }) => child.pid === pid)!;
      servers.splice(servers.indexOf(victim), 1);
      victim.child.kill('SIGKILL');
      dead.push(victim);
      return;
    }
  }

  /** All servers tell the same: it is done, and what is searched by. */
  async function done(id: string, model: string): Promise<void> {
    for (const { url } of servers) {
      for (;;) {
        const job = (await jobsOf(url)).find((one) => one.id === id);
        assert.ok(job !== undefined && job.state !== 'failed', JSON.stringify(job));
        if (job.state === 'done') break;
        await sleep(50);
      }
      for (const one of collections) {
        await witness.nothingIsLost(url, one);
        const { body } = (await ask(url, 'GET', `/v1/collections/${one}`))!;
        assert.equal(body.model, model);
      }
      const { body } = (await ask(url, 'GET', '/v1/models'))!;
      const states = body.data.map(({ id, state }) => [id, state]);
      assert.equal(Object.fromEntries(states)[model], 'active', JSON.stringify(states));
    }
  }

  const changing = async () => {
    const begun = await ask(servers[2]!.url, 'POST', '/v1/models/mine/2/activate', { force: true });
    assert.equal(begun?.status, 202, JSON.stringify(begun?.body));
    // The comparison would give way to clients, and takes no other time without them.
    while ((await said(database, 'SELECT 1 FROM collections WHERE next IS NOT NULL')).length === 0)
      await sleep(5);
    begins.resolve();
    await killAmid(false);
    await killAmid(true);
    // One that joins amid it.
    servers.push(await start(database));
    await done(begun.body.id, 'mine/2');
    const back = await ask(servers[1]!.url, 'POST', '/v1/models/mine/2/rollback', {});
    assert.equal(back?.status, 202, JSON.stringify(back?.body));
    await done(back.body.id, 'mine/1');
    const dropped = await ask(servers[0]!.url, 'DELETE', '/v1/models/mine/2/vectors');
    assert.equal(dropped?.status, 200, JSON.stringify(dropped?.body));
  };
  try {
    // A wrong answer ends the test at once.
    await Promise.race([changing(), served]);
  } finally {
    isOver = true;
    begins.resolve();
  }
  await served;
  for (const { ended } of dead) assert.equal((await ended).code, 'SIGKILL');
  const ofDead = new Set(dead.map(({ url }) => url));
  assert.deepEqual(
    unanswered.filter((url) => !ofDead.has(url)),
    [],
  );
  // Each client had at most one under way at each of them.
  assert.ok(unanswered.length <= 2 * 2 * collections.length, String(unanswered.length));
  assert.deepEqual([...witness.seen].toSorted(), ['mine/1', 'mine/2']);
  context.diagnostic(`${unanswered.length} requests of the dead were not answered`);
  const members = async () => (await said(database, 'SELECT 1 FROM members')).length;
  // The dead are struck off by those that are left, once they have been silent for long enough.
  while ((await members()) > servers.length) await sleep(50);
  for (const { child, ended } of servers) {
    child.kill('SIGTERM');
    assert.equal((await ended).code, 0);
  }
  assert.equal(await members(), 0);
});
