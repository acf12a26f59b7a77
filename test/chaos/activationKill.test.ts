import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { modelName } from '../../models/index.ts';
import { openAlone } from '../../server/client/alone.ts';
import { checkFolder } from '../../server/store/checkFolder.ts';
import { picture, startProcess, temporaryFolder } from '../server/helpers.ts';
import { publishStandIn } from '../server/standIn.ts';
import { cosine } from '../server/store/fixtures.ts';

/** KILL_ROUNDS=40 for as many as a release is tried with. */
const rounds = Number(process.env.KILL_ROUNDS ?? 2);
const [pictures, items] = [24, 64];
const collections = ['default', 'second'];
/** Where a round is killed, or soon after: of a rollback at once, of an activation in a stage or at its end. */
const moments = ['embedding', 'ended', 'comparing', 'embedding', 'ended', 'loading'];

const models = await temporaryFolder();
const data = await temporaryFolder();
const bundles = [
  await publishStandIn(models, 'mine', 'one'),
  await publishStandIn(models, 'mine', 'two', 60),
];
const names = bundles.map(({ card }) => modelName(card));
const bytes = await Promise.all(Array.from({ length: pictures }, (_, i) => picture(i)));
/** What each model makes of each picture. */
const vectors = new Map<string, Float32Array[]>();
for (const bundle of bundles) {
  const alone = await openAlone(bundle);
  vectors.set(modelName(bundle.card), await Promise.all(bytes.map((one) => alone.embed(one))));
  await alone.close();
}

/** What the test looks at of any answer. */
interface Json {
  readonly data: readonly Json[];
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly stage: string;
  readonly rollback: boolean;
  readonly model: string;
  readonly previous: string | null;
  readonly items: number;
  readonly comparable: number;
  readonly considered: number;
  readonly vector: readonly number[];
  readonly results: readonly { readonly id: string; readonly score: number }[];
}

/** An answer of a server that may be killed at any moment; null if none came. */
async function ask(url: string, method: string, path: string, body?: Buffer | object) {
  try {
    const isPicture = Buffer.isBuffer(body);
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body && { body: isPicture ? new Uint8Array(body) : JSON.stringify(body) }),
      ...(body && !isPicture && { headers: { 'Content-Type': 'application/json' } }),
    });
    return { status: answer.status, body: (await answer.json()) as Json };
  } catch {
    return null;
  }
}

/** The pictures that an item was, by "collection/id", and how long it may have been each. */
const known = new Map<string, { readonly i: number; until: number }[]>();

/** Those that it may have been at some time since; one that was being put and the one before are both. */
const mayBe = (name: string, since: number): number[] =>
  known.get(name)!.flatMap(({ i, until }) => (until >= since ? [i] : []));

async function put(url: string, collection: string, id: string, i: number): Promise<boolean> {
  const name = `${collection}/${id}`;
  const before = known.get(name) ?? [];
  known.set(name, [...before, { i, until: Infinity }]);
  const path = `/v1/collections/${collection}/items/${id}`;
  const answer = await ask(url, 'PUT', path, bytes[i]);
  if (answer === null) return false;
  assert.ok([200, 201].includes(answer.status), JSON.stringify(answer.body));
  for (const one of before) one.until = Math.min(one.until, performance.now());
  return true;
}

/** Puts pictures in the place of others until the server is gone. */
async function write(url: string, collection: string): Promise<void> {
  for (;;) {
    const id = `p${Math.floor(Math.random() * items)}`;
    if (!(await put(url, collection, id, Math.floor(Math.random() * pictures)))) return;
    await sleep(10);
  }
}

/** Searches until the server is gone; each answer is of one model, and right by it. */
async function search(url: string, collection: string, seen: Set<string>): Promise<void> {
  for (;;) {
    const i = Math.floor(Math.random() * pictures);
    const began = performance.now();
    const answer = await ask(url, 'POST', `/v1/collections/${collection}/search?k=5`, bytes[i]);
    if (answer === null) return;
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    checkAnswer(collection, i, answer.body, began);
    seen.add(answer.body.model);
    await sleep(20);
  }
}

/** @param began when the search did */
function checkAnswer(collection: string, i: number, answer: Json, began: number): void {
  const { model, considered, results } = answer;
  assert.ok(considered >= items, `${considered} of ${items} by ${model}`);
  const of = vectors.get(model)!;
  for (const { id, score } of results) {
    const may = mayBe(`${collection}/${id}`, began);
    const isRight = may.some((j) => Math.abs(cosine(of[i]!, of[j]!) - score) < 2e-3);
    assert.ok(isRight, `by ${model}, ${id} scores ${score}, and is one of ${may} beside ${i}`);
  }
}

/** All that was acknowledged is there and found, by one model, in every collection. */
async function nothingIsLost(url: string): Promise<void> {
  for (const collection of collections) {
    const path = `/v1/collections/${collection}`;
    const { body } = (await ask(url, 'GET', path))!;
    assert.deepEqual([body.items, body.comparable], [items, items], JSON.stringify(body));
    assert.ok(names.includes(body.model));
    for (let n = 0; n < 12; n++) {
      const id = `p${Math.floor(Math.random() * items)}`;
      const may = mayBe(`${collection}/${id}`, Infinity);
      const found = await ask(url, 'GET', `${path}/items/${id}?include=vector`);
      const vector = Float32Array.from(found!.body.vector);
      // The model may have been switched since.
      const isKnown = names.some((name) =>
        may.some((i) => cosine(vectors.get(name)![i]!, vector) > 0.9999),
      );
      assert.ok(isKnown, `${collection}/${id} is none of the pictures ${may}`);
    }
  }
}

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
  const other = names.find((name) => name !== body.model)!;
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
  const seen = new Set<string>();
  const killed: string[] = [];
  for (let round = 0; round <= rounds; round++) {
    const { child, url, ended } = startProcess(...(round === 0 ? begin : flags));
    const address = await url;
    if (round === 0) {
      for (const collection of collections) {
        await ask(address, 'PUT', `/v1/collections/${collection}?keep=original`);
        for (let n = 0; n < items; n += 8)
          await Promise.all(
            Array.from({ length: 8 }, (_, j) =>
              put(address, collection, `p${n + j}`, (n + j) % pictures),
            ),
          );
      }
    }
    await nothingIsLost(address);
    if (round === rounds) {
      while ((await activationOf(address)) !== undefined) await sleep(50);
      await nothingIsLost(address);
      child.kill('SIGTERM');
      assert.equal((await ended).code, 0);
      break;
    }
    const working = collections.flatMap((collection) => [
      write(address, collection),
      search(address, collection, seen),
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
    assert.deepEqual(checkFolder(data).problems, []);
  }
  context.diagnostic(`killed in: ${killed.join(', ')}; answers by ${[...seen].join(' and ')}`);
});
