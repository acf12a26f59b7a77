import assert from 'node:assert/strict';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { removals } from '../../../trainer/augment/without.ts';
import { latestCheckpoint } from '../../../trainer/checkpoint/checkpoint.ts';
import { makePictures, readMetrics, runTrainer, startTrainer } from './cli.ts';

/** Planted failures: each is noticed within a report interval, named, and acted on. */
const every = 25;

const root = mkdtempSync(join(tmpdir(), 'selfsame-failures-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(() => makePictures(join(root, 'pictures'), 32));

const settings = (run: string, data = 'pictures', cache = 'cache') => [
  ...['--data', join(root, data), '--cache', join(root, cache), '--run', join(root, run)],
  ...['--size', '16', '--batch', '16', '--steps', '60', '--projector-width', '32'],
  ...['--checkpoint-every', String(every), '--threads', '1', '--name', 'tiny'],
];
const identical = ['--without', Object.keys(removals).join(',')];
const collapsing = ['--loss', 'simsiam', '--asymmetry', 'none', '--learning-rate', '0.02'];

/** @returns the output of a run that fails, and the step at which that is noticed */
async function fails(code: string, ...args: string[]) {
  const result = await runTrainer(...args);
  assert.equal(result.code, 1, result.output);
  assert.match(result.output, new RegExp(`^error ${code}: .+\\. .+\\.$`, 'm'));
  const step = Number(/At step (\d+)/.exec(result.output)?.[1]);
  return { output: result.output, step };
}

// Barlow Twins is what every other run here is trained by; SimCLR is in methods.test.ts.
test('a healthy run is not stopped, whatever the loss', async () => {
  for (const loss of ['vicreg', 'simsiam']) {
    const { code, output } = await runTrainer(...settings(`healthy-${loss}`), '--loss', loss);
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /diverged|collapsed|identical/);
    for (const { spread, distance } of readMetrics(join(root, `healthy-${loss}`))) {
      assert.ok(spread! > 0.3 && distance! > 0.01, `${loss}: ${spread}, ${distance}`);
    }
  }
});

test('a learning rate of 1e6 diverges, and no checkpoint is made of it', async () => {
  const { output, step } = await fails(
    'training_diverged',
    ...[...settings('rate'), '--learning-rate', '1e6'],
  );
  assert.ok(step <= every, output);
  assert.match(output, /--learning-rate \(now 1000000\)/);
  assert.ok(!existsSync(join(root, 'rate', 'checkpoints')));
});

test('with roll-back, it is tried again from the last good checkpoint at lower rates', async () => {
  const flags = ['--learning-rate', '1', '--weight-decay', '1e3', '--on-failure', 'roll-back'];
  const { code, output } = await runTrainer(...settings('again'), ...flags);
  assert.match(output, /^training_diverged: .*Going back to step 0.*0\.10.*\(1 of 3 times\)/m);
  assert.equal(code, 0, output);
  const { checkpoint } = latestCheckpoint(join(root, 'again', 'checkpoints'))!;
  assert.ok(checkpoint.rollBacks! >= 1 && checkpoint.rollBacks! <= 3);
  const lines = readMetrics(join(root, 'again'));
  assert.deepEqual(
    lines.map(({ step }) => step),
    Array.from({ length: 60 }, (_, i) => i + 1),
  );
  const peak = Math.max(...lines.map(({ learningRate }) => learningRate));
  assert.ok(peak <= 0.1 + 1e-6, String(peak));
});

test('going back has an end', async () => {
  const flags = ['--learning-rate', '1e9', '--on-failure', 'roll-back'];
  const { output } = await fails('training_diverged', ...settings('bounded'), ...flags);
  assert.equal(output.match(/Going back to step/g)?.length, 3);
});

test('a collapse is noticed; a run that is to tell alone goes on', async () => {
  const { step, output } = await fails('training_collapsed', ...settings('flat'), ...collapsing);
  assert.ok(step <= 2 * every, output);
  const told = await runTrainer(...settings('told'), ...collapsing, '--on-failure', 'tell');
  assert.equal(told.code, 0, told.output);
  assert.match(told.output, /^training_collapsed: At step/m);
  assert.equal(readMetrics(join(root, 'told')).length, 60);
});

test('views that are the same stop a run, and no lower rate is tried', async () => {
  const flags = [...identical, '--on-failure', 'roll-back'];
  const { step, output } = await fails('views_identical', ...settings('same'), ...flags);
  assert.ok(step <= every, output);
  assert.match(output, /--without/);
});

test('pictures that are all the same are noticed before the first step', async () => {
  mkdirSync(join(root, 'constant'));
  for (let i = 0; i < 20; i++) {
    // Not to the byte: compression differs a little.
    const background = { r: 120 + (i % 3), g: 90, b: 60 };
    const picture = sharp({ create: { width: 20, height: 20, channels: 3, background } });
    writeFileSync(join(root, 'constant', `${i}.png`), await picture.png().toBuffer());
  }
  const { output } = await fails('dataset_constant', ...settings('constant-run', 'constant'));
  assert.match(output, /20 of them were compared/);
  assert.ok(!existsSync(join(root, 'constant-run', 'metrics.jsonl')));
});

test('a NaN written over a picture in the cache is noticed when the picture is next read', async (t) => {
  const run = [...settings('damaged', 'pictures', 'own-cache'), '--steps', '100000'];
  const { child, ended } = startTrainer(run);
  t.after(() => child.kill());
  while (!existsSync(join(root, 'damaged', 'metrics.jsonl'))) await setTimeout(5);
  const cache = join(root, 'own-cache');
  const file = readdirSync(cache, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('.u8'),
  );
  const fd = openSync(join(cache, file!), 'r+');
  writeSync(fd, new Uint8Array(Float32Array.of(Number.NaN).buffer), 0, 4, 5 * 16 * 16 * 3 + 40);
  closeSync(fd);
  const { code, output } = await ended;
  assert.equal(code, 1, output);
  assert.match(output, /^error cache_damaged: /m);
  assert.match(readFileSync(join(root, 'damaged', 'report.html'), 'utf8'), /cache_damaged/);
  const before = readMetrics(join(root, 'damaged'));
  for (const { loss } of before) assert.ok(Number.isFinite(loss));
});
