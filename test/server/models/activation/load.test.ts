import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { goldenPicture, modelName } from '../../../../models/index.ts';
import { openAlone } from '../../../../server/client/alone.ts';
import { residentMiB } from '../../../processes.ts';
import { startProcess, temporaryFolder } from '../../helpers.ts';
import { publishStandIn } from '../../standIn.ts';
import { cosine } from '../../store/fixtures.ts';

/** ACTIVATION_ITEMS=10000 ACTIVATION_CLIENTS=32 for the figures in docs/figures.md. */
const items = Number(process.env.ACTIVATION_ITEMS ?? 40);
const clients = Number(process.env.ACTIVATION_CLIENTS ?? 4);
const calmMs = Number(process.env.ACTIVATION_CALM_MS ?? 1500);
/** Pictures that are different; each is that of many items. */
const distinct = Math.min(items, 250);
/** Between two requests of a client. */
const pauseMs = 200;
const at = '/v1/collections/default';

const models = await temporaryFolder();
const data = await temporaryFolder();
const folder = await temporaryFolder();
const bundles = [
  await publishStandIn(models, 'mine', 'one'),
  await publishStandIn(models, 'mine', 'two', 60),
];
const pictures = await Promise.all(
  Array.from({ length: distinct }, async (_, i) =>
    sharp(await goldenPicture(i, 320, 240))
      .jpeg()
      .toBuffer(),
  ),
);
for (let i = 0; i < items; i++) {
  await mkdir(join(folder, `${i % 100}`), { recursive: true });
  // What comes after its end makes it another file, and no other picture.
  const file = Buffer.concat([pictures[i % distinct]!, Buffer.from(`${i}`)]);
  await writeFile(join(folder, `${i % 100}`, `${i}.jpg`), file);
}
const pictureOf = (id: string) => Number(/(\d+)(\.jpg)?$/.exec(id)![1]) % distinct;
/** What each model makes of each picture. */
const vectors = new Map<string, Float32Array[]>();
for (const bundle of bundles) {
  const alone = await openAlone(bundle);
  const all: Float32Array[] = [];
  for (const one of pictures) all.push(await alone.embed(one));
  vectors.set(modelName(bundle.card), all);
  await alone.close();
}

interface Answer {
  readonly id: string;
  readonly state: string;
  readonly stage: string;
  readonly done: number;
  readonly error: unknown;
  readonly model: string;
  readonly comparable: number;
  readonly considered: number;
  readonly items: number;
  readonly results: readonly { readonly id: string; readonly score: number }[];
}

test(`${items} items follow to another model and back, under ${clients} clients`, async (t) => {
  const flags = ['--model', bundles[0]!.dir, '--models', models, '--data', data, '--port', '0'];
  const { child, url } = startProcess(...flags);
  const address = await url;

  async function ask(method: string, path: string, body?: object | Buffer): Promise<Answer> {
    const isPicture = Buffer.isBuffer(body);
    const answer = await fetch(`${address}${path}`, {
      method,
      ...(body && { body: isPicture ? new Uint8Array(body) : JSON.stringify(body) }),
      ...(body && !isPicture && { headers: { 'Content-Type': 'application/json' } }),
    });
    const json = (await answer.json()) as Answer;
    assert.ok(answer.ok, `${method} ${path}: ${JSON.stringify(json)}`);
    return json;
  }

  async function ended(id: string, onLook: (job: Answer) => void = () => {}): Promise<Answer> {
    for (;;) {
      const job = await ask('GET', `/v1/jobs/${id}`);
      onLook(job);
      assert.notEqual(job.state, 'failed', JSON.stringify(job.error));
      if (job.state === 'done') return job;
      await sleep(50);
    }
  }

  /** Pictures per second of an activation's embedding, clients or not, and when its stages began. */
  async function activate(version: number): Promise<{ rate: number; stages: Map<string, number> }> {
    const { id } = await ask('POST', `/v1/models/mine/${version}/activate`, { force: true });
    const seen: { done: number; at: number }[] = [];
    const stages = new Map<string, number>();
    await ended(id, ({ stage, done }) => {
      if (!stages.has(stage)) stages.set(stage, performance.now());
      if (stage === 'embedding') seen.push({ done, at: performance.now() });
    });
    const [from, to] = [seen[0], seen.at(-1)];
    const rate =
      from && to && to.at > from.at ? ((to.done - from.done) * 1000) / (to.at - from.at) : NaN;
    return { rate, stages };
  }

  const times: { ms: number; at: number }[] = [];
  let isOver = false;
  const written = { count: 0 };

  async function search(): Promise<void> {
    while (!isOver) {
      const i = Math.floor(Math.random() * distinct);
      const began = performance.now();
      const answer = await ask('POST', `${at}/search?k=30`, pictures[i]);
      times.push({ ms: performance.now() - began, at: began });
      assert.ok(answer.considered >= items);
      const of = vectors.get(answer.model)!;
      for (const { id, score } of answer.results) {
        const right = cosine(of[i]!, of[pictureOf(id)]!);
        assert.ok(Math.abs(right - score) < 2e-3, `${answer.model}: ${id} ${score}, not ${right}`);
      }
      await sleep(pauseMs);
    }
  }

  async function write(client: number): Promise<void> {
    for (let n = 0; !isOver; n++) {
      const i = n % distinct;
      await ask('PUT', `${at}/items/${encodeURIComponent(`new/${client}-${n}-${i}`)}`, pictures[i]);
      written.count++;
      await sleep(pauseMs);
    }
  }

  const p99Since = (since: number, until = Infinity) => {
    const some = times.filter((one) => one.at >= since && one.at < until).map(({ ms }) => ms);
    return { p99: some.sort((a, b) => a - b)[Math.floor(some.length * 0.99)]!, count: some.length };
  };
  const onDisk = () =>
    ['', '-wal'].reduce((sum, end) => sum + statSync(join(data, `index.sqlite${end}`)).size, 0);
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

  await ask('PUT', `${at}?keep=original`);
  const began = performance.now();
  await ended((await ask('POST', `${at}/jobs`, { folder })).id);
  const bulk = (items * 1000) / (performance.now() - began);
  const [rss, disk] = [residentMiB(child.pid!), onDisk()];

  const working = Promise.all(
    Array.from({ length: clients }, (_, client) => (client % 4 === 3 ? write(client) : search())),
  );
  // The first requests of all clients come at once, and are no measure.
  await sleep(calmMs / 4);
  const calmSince = performance.now();
  await sleep(calmMs);
  const calm = p99Since(calmSince);
  const since = performance.now();
  const { rate: underLoad, stages } = await activate(2);
  const during = p99Since(since);
  const bounds = [...stages, ['', performance.now()] as const];
  const ofStages = bounds.slice(0, -1).map(([stage, at], i) => {
    const { p99, count } = p99Since(at, bounds[i + 1]![1]);
    return `${stage} ${p99?.toFixed(1)} ms (${count})`;
  });
  t.diagnostic(`p99 of searches by stage: ${ofStages.join(', ')}`);
  const { model, comparable, items: all } = await ask('GET', at);
  assert.deepEqual([model, comparable >= all - clients], ['mine/2', true]);
  t.diagnostic(
    `p99 of searches: ${calm.p99.toFixed(1)} ms before (${calm.count}), ${during.p99.toFixed(1)} ms during (${during.count}), ${(during.p99 / calm.p99).toFixed(2)} times; embedding under load ${underLoad.toFixed(0)}/s`,
  );
  t.diagnostic(
    `memory ${rss.toFixed(0)} MiB before and ${residentMiB(child.pid!).toFixed(0)} MiB with two generations, disk ${mib(disk)} and ${mib(onDisk())}`,
  );
  const { id } = await ask('POST', '/v1/models/mine/2/rollback');
  const backAt = performance.now();
  await ended(id);
  t.diagnostic(`rolled back in ${(performance.now() - backAt).toFixed(0)} ms`);
  await sleep(calmMs / 2);
  isOver = true;
  await working;
  const after = await ask('GET', at);
  assert.deepEqual(
    [after.model, after.items, after.comparable],
    ['mine/1', items + written.count, items + written.count],
  );

  // Without clients, anew.
  await ask('DELETE', '/v1/models/mine/2/vectors');
  const { rate: idle } = await activate(2);
  t.diagnostic(
    `embedding ${idle.toFixed(0)}/s when idle, ${(idle / bulk).toFixed(2)} of the bulk import's ${bulk.toFixed(0)}/s; ${written.count} items written meanwhile`,
  );
});
