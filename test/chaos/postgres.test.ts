import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerProcess, startProcess, temporaryFolder } from '../server/helpers.ts';
import { publishStandIn } from '../server/standIn.ts';
import { said } from '../server/store/postgres/database.ts';
import { binaries, ownServer } from '../server/store/postgres/ownServer.ts';
import { ask, type Json, Witness } from './activation/Witness.ts';
import { Ledger } from './store/ledger.ts';

/** KILL_ROUNDS=30 for as many as a release is tried with: activations, back and forth. */
const rounds = Number(process.env.KILL_ROUNDS ?? 1);
const [pictures, items] = [12, 80];
const followed = ['default', 'second'];
/** Between two requests of a client, of which there are two for each of these collections. */
const pauseMs = 300;
/** Those that write into another collection. */
const [writers, writerPauseMs] = [4, 100];
const written = '/v1/collections/written';
const diskBytes = 128 * 2 ** 20;

const ledger = new Ledger();
const count: Record<string, number> = { done: 0, store_unavailable: 0, storage_full: 0 };

/** Until there have been so many more. */
async function more(what: string, least: number): Promise<void> {
  const from = count[what]!;
  while (count[what]! < from + least) await sleep(10);
}

/** What may be refused for a while, and nothing else. */
function refused({ error }: Json): void {
  assert.ok(error !== null && error.code in count, JSON.stringify(error));
  count[error.code]!++;
}

/** Puts, overwrites and deletes items of its own, each until it is acknowledged. */
async function write(next: () => string | null, client: number): Promise<void> {
  for (let n = 0; ; n++) {
    const id = `c${client}-${n % 20}`;
    const value = n % 5 === 4 ? '-' : client * 1_000_000 + n;
    const vector = Array.from({ length: 192 }, (_, i) => Math.sin(n + i));
    const item = value === '-' ? undefined : { vector, metadata: { seed: value } };
    ledger.read(`begin ${id} ${value}`);
    for (;;) {
      const url = next();
      if (url === null) return;
      const method = item === undefined ? 'DELETE' : 'PUT';
      const answer = await ask(url, method, `${written}/items/${id}`, item);
      if ([200, 201, 204, 404].includes(answer?.status ?? 0)) break;
      if (answer !== null) refused(answer.body);
      await sleep(writerPauseMs);
    }
    ledger.read(`done ${id} ${value}`);
    count.done!++;
    await sleep(writerPauseMs);
  }
}

async function nothingWrittenIsLost(url: string): Promise<void> {
  const found = new Map<string, number>();
  for (let cursor = ''; ; ) {
    const answer = await ask(url, 'GET', `${written}/items?limit=1000${cursor}`);
    assert.equal(answer?.status, 200, JSON.stringify(answer));
    for (const { id, metadata } of answer.body.data) found.set(id, metadata.seed!);
    if (answer.body.next == null) break;
    cursor = `&cursor=${answer.body.next}`;
  }
  ledger.settle(found);
  assert.equal((await ask(url, 'GET', written))!.body.items, found.size);
}

test('amid an activation and writes connections are cut, the database crashes, its disk is full, the server is killed: nothing is lost, no answer is mixed', {
  skip: binaries === undefined ? 'needs a server of PostgreSQL' : false,
}, async (context) => {
  const database = await ownServer(diskBytes);
  const models = await temporaryFolder();
  const bundles = [
    await publishStandIn(models, 'mine', 'one'),
    await publishStandIn(models, 'mine', 'two', 60),
  ];
  const witness = await Witness.of(bundles, pictures, items);
  witness.refused = refused;
  process.env.SELFSAME_STORE = database.url;
  const flags = ['--port', '0', '--models', models, '--threads', '1', '--deadline-ms', '5000'];
  let server: ServerProcess;
  let address = '';
  async function start(...rest: string[]): Promise<void> {
    server = startProcess(...flags, ...rest);
    address = await server.url;
  }

  /** The activation that was begun last, once it can be asked and is as it is to be. */
  async function reaches(isThere: (job: Json) => boolean): Promise<Json> {
    for (;;) {
      const answer = await ask(address, 'GET', '/v1/jobs');
      const jobs = answer?.status === 200 ? answer.body.data : [];
      const job = jobs.findLast(({ kind }) => kind === 'activation');
      if (job !== undefined && isThere(job)) return job;
      await sleep(50);
    }
  }
  const embeds = ({ state, stage }: Json) => stage === 'embedding' || state !== 'running';

  async function crash(): Promise<void> {
    await said(
      database.url,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'selfsame'",
    );
    await more('done', writers);
    await database.kill();
    await more('store_unavailable', writers);
    database.start();
  }

  /** It ends in words where it needs room, and goes on when it is told to. */
  async function fill(): Promise<void> {
    if (database.unfillable !== null) return context.diagnostic(database.unfillable);
    database.fill();
    await more('storage_full', writers);
    const { state, error, id } = await reaches((job) => job.state !== 'running');
    context.diagnostic(`the disk full: ${state} ${error?.code}`);
    database.free();
    if (state === 'done') return;
    assert.deepEqual([state, error?.code], ['failed', 'storage_full']);
    assert.equal((await ask(address, 'POST', `/v1/jobs/${id}/resume`))?.status, 200);
  }

  async function kill(): Promise<void> {
    server.child.kill('SIGKILL');
    const { code, out, err } = await server.ended;
    assert.equal(code, 'SIGKILL');
    assert.match(out, /postgres:\/\/127\.0\.0\.1:\d+\/postgres/);
    assert.match(err, /is not available/);
    assert.doesNotMatch(out + err, /secret/);
    await start();
  }

  async function change(model: string): Promise<void> {
    const { body } = (await ask(address, 'GET', '/v1/collections/default'))!;
    if (body.previous === model) await ask(address, 'DELETE', `/v1/models/${model}/vectors`);
    const wanted = { force: true, collections: followed };
    const begun = await ask(address, 'POST', `/v1/models/${model}/activate`, wanted);
    assert.equal(begun?.status, 202, JSON.stringify(begun?.body));
    await reaches(embeds);
  }

  await start('--model', bundles[0]!.dir);
  for (const one of followed) await witness.fill(() => address, one);
  await ask(address, 'PUT', written);
  for (let round = 0; round < rounds; round++) {
    const other = witness.names[(round + 1) % 2]!;
    // The comparison would give way to clients.
    await change(other);
    let isOver = false;
    const next = () => (isOver ? null : address);
    const working = Promise.all([
      ...Array.from({ length: writers }, (_, client) => write(next, client)),
      ...followed.flatMap((one) => [
        witness.write(next, one, pauseMs),
        witness.search(next, one, pauseMs),
      ]),
    ]);
    const befalling = async () => {
      for (const blow of [crash, fill, kill]) {
        const { stage, state } = await reaches(embeds);
        context.diagnostic(`${blow.name} in: ${state} ${stage}`);
        await blow();
      }
      const { state, error } = await reaches((job) => job.state !== 'running');
      assert.equal(state, 'done', JSON.stringify(error));
    };
    try {
      // A wrong answer ends the test at once.
      await Promise.race([befalling(), working]);
    } finally {
      isOver = true;
    }
    await working;
    await nothingWrittenIsLost(address);
    for (const one of followed) {
      await witness.nothingIsLost(address, one);
      assert.equal((await ask(address, 'GET', `/v1/collections/${one}`))!.body.model, other);
    }
  }
  context.diagnostic(JSON.stringify(count));
  server!.child.kill('SIGTERM');
  assert.equal((await server!.ended).code, 0);
});
