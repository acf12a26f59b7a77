import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkFolder } from '../../server/store/checkFolder.ts';
import { picture, startProcess, temporaryFolder } from '../server/helpers.ts';
import { publishStandIn } from '../server/standIn.ts';
import { createUniform } from '../server/store/fixtures.ts';
import { Ledger } from './store/ledger.ts';

/** KILL_ROUNDS=30 for as many as a release is tried with. */
const rounds = Number(process.env.KILL_ROUNDS ?? 2);
const clients = 6;
const pictures = 150;
const collection = 'default';

const bundle = await publishStandIn(await temporaryFolder(), 'stand-in');
const data = await temporaryFolder();
const folder = await temporaryFolder();
for (let i = 0; i < pictures; i++) {
  await mkdir(join(folder, `${i % 10}`), { recursive: true });
  await writeFile(join(folder, `${i % 10}`, `${i}.png`), await picture(i));
}

const ledger = new Ledger();
/** What was acknowledged: puts, deletions, snapshots, and pictures that a job said are indexed. */
const acknowledged = { put: 0, deleted: 0, snapshots: [] as string[], indexed: 0 };
let seed = 0;

const vectorOf = (of: number) => {
  const uniform = createUniform(of);
  return Array.from({ length: bundle.card.dimensions }, uniform);
};

/** An answer of a server that may be killed at any moment; null if none came. */
async function ask(url: string, method: string, path: string, body?: unknown) {
  try {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  } catch {
    return null;
  }
}

/** Puts, overwrites and deletes items of its own until the server is gone. */
async function write(url: string, client: number): Promise<void> {
  for (let n = 0; ; n++) {
    const id = `c${client}-${n % 40}`;
    const path = `/v1/collections/${collection}/items/${id}`;
    const value = n % 5 === 4 ? '-' : ++seed;
    ledger.read(`begin ${id} ${value}`);
    const answer =
      value === '-'
        ? await ask(url, 'DELETE', path)
        : await ask(url, 'PUT', path, { vector: vectorOf(value), metadata: { seed: value } });
    if (answer === null) return;
    assert.ok([200, 201, 204, 404].includes(answer.status), JSON.stringify(answer));
    ledger.read(`done ${id} ${value}`);
    if (value === '-') acknowledged.deleted++;
    else acknowledged.put++;
  }
}

async function snapshot(url: string): Promise<void> {
  for (;;) {
    const answer = await ask(url, 'POST', `/v1/collections/${collection}/snapshots`);
    if (answer === null) return;
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    acknowledged.snapshots.push(answer.body.name);
    await sleep(300);
  }
}

/** `npm run index`, and what its job says. */
async function index(url: string): Promise<void> {
  const file = join(import.meta.dirname, '../../cli/main.ts');
  const args = [file, 'index', folder, '--collection', 'indexed', '--url', url];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const ended = once(child, 'close');
  for (;;) {
    const answer = await ask(url, 'GET', '/v1/jobs');
    if (answer === null) break;
    for (const job of answer.body.data)
      acknowledged.indexed = Math.max(acknowledged.indexed, job.indexed + job.known);
    await sleep(50);
  }
  await ended;
}

async function allItems(url: string): Promise<Map<string, number>> {
  const items = new Map<string, number>();
  for (let cursor = ''; ; ) {
    const path = `/v1/collections/${collection}/items?limit=1000${cursor}`;
    const answer = await ask(url, 'GET', path);
    assert.equal(answer?.status, 200);
    for (const { id, metadata } of answer.body.data) items.set(id, metadata.seed);
    if (answer.body.next == null) return items;
    cursor = `&cursor=${answer.body.next}`;
  }
}

/** What was acknowledged before the server was killed is there after it has started again. */
async function nothingIsLost(url: string): Promise<void> {
  const items = await allItems(url);
  ledger.settle(items);
  for (const [id, of] of [...items].slice(0, 20)) {
    const body = { vector: vectorOf(of), k: 1 };
    const answer = await ask(url, 'POST', `/v1/collections/${collection}/search`, body);
    assert.equal(answer?.body.results[0].id, id);
  }
  const listed = await ask(url, 'GET', `/v1/collections/${collection}/snapshots`);
  assert.deepEqual(listed?.body.broken, []);
  const names = listed.body.data.map(({ name }: { name: string }) => name);
  for (const name of acknowledged.snapshots) assert.ok(names.includes(name), name);
  const indexed = await ask(url, 'GET', '/v1/collections/indexed');
  if (acknowledged.indexed > 0) assert.ok(indexed?.body.items >= acknowledged.indexed);
}

test(`${rounds} kills of a server amid writes, snapshots and indexing lose nothing`, async (context) => {
  const flags = ['--port', '0', '--model', bundle.dir, '--data', data, '--threads', '1'];
  for (let round = 0; round < rounds; round++) {
    const { child, url, ended } = startProcess(...flags);
    const address = await url;
    if (round > 0) await nothingIsLost(address);
    const working = [
      ...Array.from({ length: clients }, (_, client) => write(address, client)),
      snapshot(address),
      index(address),
    ];
    setTimeout(() => child.kill('SIGKILL'), 1000 + Math.random() * 5000);
    await Promise.all(working);
    assert.equal((await ended).code, 'SIGKILL');
    assert.deepEqual(checkFolder(data).problems, []);
  }
  const { child, url, ended } = startProcess(...flags);
  await nothingIsLost(await url);
  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
  const { put, deleted, snapshots, indexed } = acknowledged;
  assert.ok(put > 0 && deleted > 0);
  context.diagnostic(
    `${put} puts, ${deleted} deletions, ${snapshots.length} snapshots, ${indexed} pictures: none lost`,
  );
});
