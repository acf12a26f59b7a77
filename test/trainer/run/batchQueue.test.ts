import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { openCache, type PictureCache } from '../../../trainer/data/cache.ts';
import { type BatchSpec, batchBytes, createBatches } from '../../../trainer/run/batches.ts';
import { type BatchQueue, startBatchQueue } from '../../../trainer/run/batchQueue.ts';
import { pixelRule } from '../../../trainer/run/plan.ts';
import { makePictures } from './cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-batches-'));
const cacheRoot = join(root, 'cache');
let cache: PictureCache;
let spec: BatchSpec;

before(async () => {
  const folder = await makePictures(join(root, 'pictures'), 21);
  cache = await openCache({ folder, rule: pixelRule(8), cacheRoot, minimum: 1 });
  spec = {
    batch: 4,
    seed: 3,
    source: 8,
    size: 8,
    stepsPerEpoch: 5,
    mixes: false,
    augmentations: augmentations.cifar,
    pictures: cache.source,
  };
});
after(() => {
  cache.close();
  rmSync(root, { recursive: true, force: true });
});

test('the thread makes the batches of each step, from any step, over several epochs', async () => {
  const make = createBatches(spec);
  for (const start of [0, 13]) {
    const queue = startBatchQueue(spec, start);
    for (let step = start; step < start + 17; step++) {
      const expected = make(step, new Uint8Array(batchBytes(spec)));
      assert.deepEqual(await queue.next(), expected);
    }
    await queue.close();
  }
});

test('a queue that is told to names pictures, after what has been begun', async () => {
  const make = createBatches(spec);
  const queue = startBatchQueue(spec, 0);
  const named: boolean[] = [];
  for (let step = 0; step < 9; step++) {
    const { pixels, ...others } = await queue.next();
    if (step === 1) queue.nameOnly();
    const { pixels: expected, ...draws } = make(step, new Uint8Array(batchBytes(spec)));
    assert.deepEqual(others, draws);
    named.push(pixels instanceof Int32Array);
    assert.deepEqual(pixels instanceof Int32Array ? cache.read(pixels) : pixels, expected);
  }
  await queue.close();
  assert.deepEqual(named.slice(0, 2), [false, false]);
  assert.ok(named.slice(4).every(Boolean), `${named}`);
});

test('every picture of an epoch is used once, but for the incomplete batch', async () => {
  const queue = startBatchQueue(spec, 0);
  const everything = cache.read([...Array(cache.count).keys()]);
  const bytes = cache.source.bytes;
  const known = new Set<string>();
  const used: string[] = [];
  const text = (pixels: Uint8Array, i: number) =>
    Buffer.from(pixels.subarray(i * bytes, (i + 1) * bytes)).toString('hex');
  for (let i = 0; i < cache.count; i++) known.add(text(everything, i));
  for (let step = 0; step < spec.stepsPerEpoch; step++) {
    const { pixels } = await queue.next();
    for (let i = 0; i < spec.batch; i++) used.push(text(pixels as Uint8Array, i));
  }
  await queue.close();
  assert.equal(new Set(used).size, 20);
  assert.ok(used.every((one) => known.has(one)));
});

test("the thread's errors reach whoever waits for a batch", async () => {
  const broken = { ...spec, pictures: { ...spec.pictures, fd: 9999 } };
  const stopped = startBatchQueue(broken, 0);
  await assert.rejects(stopped.next(), { code: 'batches_stopped', message: /EBADF/ });
  await assert.rejects(stopped.next(), { code: 'batches_stopped' });
  await stopped.close();

  const untilItFails = async (queue: BatchQueue) => {
    for (;;) await queue.next();
  };
  const closed = startBatchQueue(spec, 0);
  await closed.next();
  await closed.close();
  await assert.rejects(untilItFails(closed), { code: 'batches_stopped' });

  const queue = startBatchQueue(spec, 0);
  await queue.next();
  const [pixels] = readdirSync(cacheRoot).filter((name) => name.endsWith('.u8'));
  truncateSync(join(cacheRoot, pixels!), 100);
  const error = { name: 'SelfsameError', code: 'cache_damaged', remedy: /resume/ };
  await assert.rejects(untilItFails(queue), error);
  await queue.close();
});
