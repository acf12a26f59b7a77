import assert from 'node:assert/strict';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { decodePixels } from '../../../models/index.ts';
import { Engine } from '../../../server/embed/inference/engine.ts';
import { startEngine } from '../../../server/embed/inference/selectDevice.ts';
import { picture, temporaryFolder, testBundle } from '../helpers.ts';
import { publishStandIn } from '../standIn.ts';

const bundle = await testBundle();
const { card } = bundle;
const restarts: string[] = [];
const batches: number[] = [];
const observer = {
  decoded() {},
  queued() {},
  inferred: (_seconds: number, pictures: number) => batches.push(pictures),
};
const onRestart = (reason: string) => restarts.push(reason);
const moreComing = () => false;
const options = {
  bundle,
  threads: 1,
  windowMs: 0,
  loadMs: 300_000,
  moreComing,
  observer,
  onRestart,
};
const engine = await Engine.start({ ...options, device: 'cpu' });
after(() => engine.close());
const never = new AbortController().signal;
const png = await picture(1);
const pixels = await decodePixels(png, card.input);
const expected = await engine.embed(pixels, never);

test('a process that dies in the middle of the work loses none of it', async () => {
  const work = Array.from({ length: 200 }, () => engine.embed(pixels, never));
  await engine.replaceProcess();
  for (const embedding of await Promise.all(work)) assert.deepEqual(embedding, expected);
  assert.equal(restarts.length, 1);
  assert.deepEqual(await engine.embed(pixels, never), expected);
});

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);

test('a picture waits for others only if there is a window, and not for longer', async () => {
  async function threeInTurn(on: Engine): Promise<void> {
    batches.length = 0;
    const first = on.embed(pixels, never);
    await setImmediate();
    const others = [on.embed(pixels, never), on.embed(pixels, never)];
    for (const embedding of await Promise.all([first, ...others])) {
      assert.deepEqual(embedding, expected);
    }
  }
  await threeInTurn(engine);
  assert.equal(batches[0], 1);
  const windowMs = 200;
  const patient = await Engine.start({ ...options, windowMs, device: 'cpu' });
  after(() => patient.close());
  const began = performance.now();
  await threeInTurn(patient);
  assert.ok(performance.now() - began > windowMs / 2);
  // How many of them at a time goes by what was measured of batches when it started.
  assert.equal(sumOf(batches), 3);
  const alone = performance.now();
  await patient.embed(pixels, never);
  const took = performance.now() - alone;
  assert.ok(took > windowMs / 2 && took < 5000, `${took} ms`);
});

test('a picture waits for those that wait for a decoder, as long as they do', async () => {
  let behind = true;
  const moreComing = () => behind;
  const gather = async (on: Engine) => {
    behind = true;
    batches.length = 0;
    const first = on.embed(pixels, never);
    await setImmediate();
    const second = on.embed(pixels, never);
    await setImmediate();
    // The last of them: nothing is waited for after it.
    behind = false;
    const last = on.embed(pixels, never);
    await setImmediate();
    await Promise.all([first, second, last, on.embed(pixels, never)]);
    assert.equal(sumOf(batches), 4);
  };
  let gathering = await Engine.start({ ...options, moreComing, device: 'cpu' });
  after(() => gathering.close());
  await gather(gathering);
  // One that measured, on a busy machine, that pictures go best one by one, is started again.
  for (let tries = 1; tries < 5 && batches[0]! < 2; tries++) {
    await gathering.close();
    gathering = await Engine.start({ ...options, moreComing, device: 'cpu' });
    await gather(gathering);
  }
  assert.ok(batches[0]! >= 2, String(batches));
  // Those that do not come are not waited for for ever.
  behind = true;
  const began = performance.now();
  await gathering.embed(pixels, never);
  assert.equal(sumOf(batches), 5);
  assert.ok(performance.now() - began < 5000);
});

test('work of those who are gone is dropped, and only theirs', async () => {
  const gone = new AbortController();
  const dropped = Array.from({ length: 70 }, () => engine.embed(pixels, gone.signal));
  const kept = engine.embed(pixels, never);
  gone.abort();
  const outcomes = await Promise.allSettled(dropped);
  assert.ok(outcomes.some(({ status }) => status === 'rejected'));
  assert.deepEqual(await kept, expected);
});

test('auto takes a device that works and says which were left out', async () => {
  const skipped: string[] = [];
  const chosen = await startEngine('auto', options, (device) => skipped.push(device));
  after(() => chosen.close());
  assert.ok(!skipped.includes(chosen.device));
  assert.deepEqual(await chosen.embed(pixels, never), expected);
});

test('a bundle whose golden vectors do not come out is refused', async () => {
  const golden = card.golden.map((one) => ({ ...one, embedding: one.embedding.toReversed() }));
  const wrong = { ...bundle, card: { ...card, golden } };
  await assert.rejects(
    startEngine('cpu', { ...options, bundle: wrong }, () => {}),
    { code: 'golden_mismatch' },
  );
});

test('a process that is started again does not take a graph that has become another one', async () => {
  const folder = await temporaryFolder();
  const own = await publishStandIn(folder, 'mine', 'one');
  const other = await publishStandIn(folder, 'mine', 'two', 90);
  const running = await Engine.start({ ...options, bundle: own, device: 'cpu' });
  after(() => running.close());
  const seen = await decodePixels(png, own.card.input);
  const before = await running.embed(seen, never);
  const graph = await readFile(own.graphPath);
  await copyFile(other.graphPath, own.graphPath);
  await running.replaceProcess();
  await assert.rejects(running.embed(seen, never), { code: 'inference_unavailable' });
  assert.match(restarts.at(-1)!, /SHA-256 is not the one in model\.json/);
  // Once it is what it was, it goes on.
  await writeFile(own.graphPath, graph);
  while (running.picturesPerSecond === undefined) await sleep(20);
  assert.deepEqual(await running.embed(seen, never), before);
});

test('a graph that gives other dimensions than its card says is refused', async () => {
  const wrong = { ...bundle, card: { ...card, dimensions: card.dimensions + 1 } };
  await assert.rejects(Engine.start({ ...options, bundle: wrong, device: 'cpu' }), {
    code: 'bundle_invalid',
  });
});
