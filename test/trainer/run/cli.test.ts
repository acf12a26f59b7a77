import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { findBundle } from '@selfsame/models';
import { makePictures, runTrainer, startTrainer } from './cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-errors-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(() => makePictures(join(root, 'pictures'), 12));

const tiny = ['--size', '8', '--batch', '4', '--steps', '3', '--projector-width', '8'];
const settings = (name: string, data = 'pictures') => [
  ...[
    '--data',
    join(root, data),
    '--cache',
    join(root, 'cache'),
    '--run',
    join(root, name),
    ...tiny,
  ],
];

/** Every failure is one short paragraph: a code, what is wrong and what to do, and no stack. */
async function fails(code: string, ...args: string[]): Promise<string> {
  const result = await runTrainer(...args);
  assert.equal(result.code, code === 'config_invalid' ? 2 : 1, result.output);
  assert.ok(result.output.includes(`error ${code}`), result.output);
  assert.doesNotMatch(result.output, /\n\s+at /);
  return result.output;
}

test('no data, an unknown flag and a missing folder', async () => {
  await fails('config_invalid');
  assert.match(await fails('config_invalid', '--dta', 'x'), /--data/);
  await fails('dataset_missing', ...settings('missing', 'nowhere'));
  const output = await fails('config_invalid', ...settings('labels'), '--labels', 'folders');
  assert.match(output, /--labels\) needs --evaluate/);
});

test('an empty folder and one with fewer pictures than a batch', async () => {
  mkdirSync(join(root, 'empty'));
  await fails('dataset_empty', ...settings('empty-run', 'empty'));
  const small = await fails('dataset_too_small', ...settings('small-run'), '--batch', '64');
  assert.match(small, /--batch 12 or less/);
  const spared = await fails('held_out_too_many', ...settings('spared-run'), '--held-out', '10');
  assert.match(spared, /Of the 12 pictures in .*--held-out 8 or less/);
  assert.match(await fails('config_invalid', ...settings('one'), '--held-out', '1'), /0, or 2/);
  for (const run of ['empty-run', 'small-run', 'spared-run'])
    assert.ok(!existsSync(join(root, run)), run);
});

test('corrupt pictures are skipped, counted and named', async () => {
  const folder = await makePictures(join(root, 'mixed'), 9);
  writeFileSync(join(folder, 'broken.jpg'), 'not a picture');
  const { code, output } = await runTrainer(...settings('mixed-run', 'mixed'), '--name', 'mixed');
  assert.equal(code, 0, output);
  assert.match(output, /skipped 1 of 10 files:\n {2}broken\.jpg/);
  const { card } = await findBundle(join(root, 'mixed-run', 'models'), 'mixed');
  assert.equal(card.training?.dataset.pictures, 9);
  assert.equal(card.training?.dataset.skipped, 1);
  // Nine pictures with five copies each; the tenth cannot be copied.
  assert.deepEqual([card.duplicates?.sample, card.duplicates?.pairs], [9, 45]);
});

test('a run folder is neither reused nor resumed by mistake', async () => {
  assert.equal((await runTrainer(...settings('once'))).code, 0);
  await fails('run_invalid', ...settings('once'));
  await fails('run_invalid', '--resume', join(root, 'pictures'));
  const changed = ['--resume', join(root, 'once'), '--batch', '4', '--seed', '3'];
  const output = await fails('config_invalid', ...changed);
  assert.match(output, /seed \(--seed\) is 1 in this run.* --init .*once --seed 3/);
  assert.doesNotMatch(output, /--batch/);
});

test('a run is trained by one process at a time', async () => {
  const long = [...settings('twice'), '--steps', '2000'];
  const { child, ended } = startTrainer(long);
  while (!existsSync(join(root, 'twice', 'metrics.jsonl'))) await setTimeout(5);
  assert.match(await fails('run_invalid', '--resume', join(root, 'twice')), /another process/);
  child.kill('SIGINT');
  assert.equal((await ended).code, 130);
});

test('a full disk ends a run, which goes on when there is room', async () => {
  const full = await startTrainer(settings('full'), 64).ended;
  assert.equal(full.code, 1, full.output);
  assert.match(full.output, /error run_invalid: .*full cannot be written/);
  assert.deepEqual(readdirSync(join(root, 'full', 'checkpoints')), []);
  const resumed = await runTrainer('--resume', join(root, 'full'));
  assert.equal(resumed.code, 0, resumed.output);
});

test('an engine that is missing ends the run with what to install', async () => {
  const output = await fails('engine_unavailable', ...settings('engine'), '--engine', 'tfjs-gpu');
  assert.match(output, /engines.* install tfjs-gpu/);
});

test('a diverging run says so', async () => {
  const flags = ['--learning-rate', '1e30', '--optimizer', 'sgd', '--warmup', '0', '--steps', '30'];
  await fails('training_diverged', ...settings('diverging'), ...flags);
});

test("figures on a labelled folder go into the bundle's description", async () => {
  const labelled = join(root, 'labelled');
  for (const label of ['a', 'b']) await makePictures(join(labelled, label), 6);
  const flags = ['--evaluate', labelled, '--name', 'measured'];
  const { code, output } = await runTrainer(...settings('measured'), ...flags);
  assert.equal(code, 0, output);
  // Both classes have the same pictures: two queries are in the bank as well.
  assert.match(output, /2 classes; 2 pictures searched among 8\n\n +kNN 20 /);
  const { card } = await findBundle(join(root, 'measured', 'models'), 'measured');
  const { knn20, 'untrained.knn20': untrained, 'pixels.knn20': pixels, classes } = card.evaluation;
  assert.equal(classes, 2);
  for (const share of [knn20, untrained, pixels]) assert.ok(share! >= 0 && share! <= 1);
});
