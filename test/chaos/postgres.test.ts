import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess, temporaryFolder } from '../server/helpers.ts';
import { publishStandIn } from '../server/standIn.ts';
import { said } from '../server/store/postgres/database.ts';
import { binaries, ownServer } from '../server/store/postgres/ownServer.ts';
import { Ledger } from './store/ledger.ts';

/** KILL_ROUNDS=30 for as many as a release is tried with. */
const rounds = Number(process.env.KILL_ROUNDS ?? 1);
const clients = 6;
const path = '/v1/collections/default/items';
const ledger = new Ledger();
const count = { done: 0, refused: 0 };

/** An answer; null if none came. */
async function ask(url: string, method: string, body?: unknown) {
  try {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(url, {
      method,
      headers,
      body: body && JSON.stringify(body),
    } as never);
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  } catch {
    return null;
  }
}

/** Puts, overwrites and deletes items of its own until the server is gone, each until it is acknowledged. */
async function write(url: string, round: number, client: number): Promise<void> {
  for (let n = 0; ; n++) {
    const id = `c${client}-${n % 20}`;
    const value = n % 5 === 4 ? '-' : round * 1_000_000 + n;
    const vector = Array.from({ length: 192 }, (_, i) => Math.sin(n + i));
    ledger.read(`begin ${id} ${value}`);
    for (let isDone = false; !isDone; ) {
      const answer =
        value === '-'
          ? await ask(`${url}${path}/${id}`, 'DELETE')
          : await ask(`${url}${path}/${id}`, 'PUT', { vector, metadata: { seed: value } });
      if (answer === null) return;
      isDone = [200, 201, 404].includes(answer.status);
      if (isDone) continue;
      assert.equal(answer.body.error.code, 'store_unavailable', JSON.stringify(answer.body));
      count.refused++;
      await sleep(20);
    }
    ledger.read(`done ${id} ${value}`);
    count.done++;
  }
}

async function nothingIsLost(url: string): Promise<void> {
  const items = new Map<string, number>();
  for (let cursor = ''; ; ) {
    const answer = await ask(`${url}${path}?limit=1000${cursor}`, 'GET');
    assert.equal(answer?.status, 200, JSON.stringify(answer));
    for (const { id, metadata } of answer.body.data) items.set(id, metadata.seed);
    if (answer.body.next == null) break;
    cursor = `&cursor=${answer.body.next}`;
  }
  ledger.settle(items);
  const { body } = (await ask(`${url}/v1/collections/default`, 'GET'))!;
  assert.equal(body.items, items.size);
}

async function doneAfter(most: number): Promise<void> {
  const from = count.done;
  while (count.done < from + most) await sleep(10);
}

test('a database that crashes, connections that are cut, a server that is killed: all amid writes, and nothing is lost', {
  skip: binaries === undefined ? 'needs a server of PostgreSQL' : false,
}, async (context) => {
  const database = await ownServer();
  const { dir } = await publishStandIn(await temporaryFolder(), 'stand-in');
  process.env.SELFSAME_STORE = database.url;
  const flags = ['--port', '0', '--model', dir, '--threads', '1'];
  for (let round = 0; round < rounds; round++) {
    const { child, url, ended } = startProcess(...flags);
    const address = await url;
    if (round > 0) await nothingIsLost(address);
    const working = Array.from({ length: clients }, (_, client) => write(address, round, client));
    await doneAfter(50);
    await said(
      database.url,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'selfsame'",
    );
    await doneAfter(50);
    database.stop();
    const refused = count.refused;
    while (count.refused < refused + clients) await sleep(10);
    database.start();
    await doneAfter(50);
    child.kill('SIGKILL');
    await Promise.all(working);
    const { code, out, err } = await ended;
    assert.equal(code, 'SIGKILL');
    assert.match(out, /postgres:\/\/127\.0\.0\.1:\d+\/postgres/);
    assert.match(err, /is not available/);
    assert.doesNotMatch(out + err, /secret/);
  }
  const { child, url, ended } = startProcess(...flags);
  await nothingIsLost(await url);
  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
  context.diagnostic(`${count.done} writes, ${count.refused} refused`);
});
