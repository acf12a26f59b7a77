import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findBundle, goldenPicture } from '@selfsame/models';
import { curve, makePictures, runTrainer, startTrainer } from './cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-stop-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(() => makePictures(join(root, 'pictures'), 24));

const run = (name: string) => join(root, name);
const settings = (name: string, steps: number, data = 'pictures') => [
  ...['--data', join(root, data), '--cache', join(root, 'cache'), '--run', run(name)],
  ...['--size', '8', '--batch', '8', '--steps', String(steps), '--projector-width', '16'],
  ...['--checkpoint-every', '1000', '--threads', '2', '--name', 'tiny'],
];

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Starts a run, sends Ctrl-C's signal once the condition holds, and returns what it printed. */
async function interrupt(
  args: readonly string[],
  when: (output: string) => boolean,
  signals = 1,
): Promise<string> {
  const { child, ended } = startTrainer(args);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  await until(() => when(output));
  for (let i = 0; i < signals; i++) {
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const result = await ended;
  assert.equal(result.code, 130, result.output);
  return result.output;
}

const metrics = (name: string) => join(run(name), 'metrics.jsonl');
/** Whole lines: the last one may be being written. */
const linesOf = (name: string) =>
  existsSync(metrics(name)) ? readFileSync(metrics(name), 'utf8').split('\n').length - 1 : 0;

async function goesOn(name: string, steps: number): Promise<void> {
  const resumed = await runTrainer('--resume', run(name));
  assert.equal(resumed.code, 0, resumed.output);
  assert.deepEqual(
    curve(run(name)).map(({ step }) => step),
    Array.from({ length: steps }, (_, i) => i + 1),
  );
  await findBundle(join(run(name), 'models'), 'tiny');
}

test('while pictures are decoded', async () => {
  // Large, and two made many by bytes after the end, so that decoding takes a while.
  const folder = join(root, 'large');
  mkdirSync(folder);
  const pictures = [await goldenPicture(1, 1500, 1500), await goldenPicture(2, 1500, 1500)];
  for (let i = 0; i < 8; i++) {
    writeFileSync(
      join(folder, `${i}.png`),
      Buffer.concat([pictures[i % 2]!, Buffer.from(String(i))]),
    );
  }
  const args = [...settings('decoding', 2, 'large'), '--threads', '1'];
  const output = await interrupt(args, () => existsSync(join(root, 'cache')));
  assert.match(output, /stopped while pictures were decoded; go on with:/);
  assert.ok(output.includes(`--resume ${run('decoding')}`), output);
  await goesOn('decoding', 2);
});

test('before the first step', async () => {
  const args = [...settings('early', 2), '--engine', 'auto'];
  let began = Number.POSITIVE_INFINITY;
  // These few pictures are decoded by then, and trying the engines takes longer.
  const trying = () => {
    if (existsSync(run('early'))) began = Math.min(began, performance.now());
    return performance.now() - began > 1000;
  };
  const output = await interrupt(args, trying);
  assert.match(output, /stopped after step 0 of 2; go on with:/);
  assert.ok(!existsSync(metrics('early')), 'it had begun to train');
  await goesOn('early', 2);
});

test('twice in a row, as npm hands it on: still with a checkpoint', async () => {
  const output = await interrupt(settings('twice', 2000), () => linesOf('twice') >= 5, 3);
  const done = linesOf('twice');
  assert.ok(output.includes(`stopped after step ${done} of 2000`), output);
  const checkpoints = readdirSync(join(run('twice'), 'checkpoints'));
  assert.deepEqual(checkpoints, [`step-${String(done).padStart(9, '0')}.safetensors`]);
});

test('after the last step, while the bundle is made', async () => {
  const output = await interrupt(settings('late', 20), () => linesOf('late') === 20);
  assert.match(output, /stopped after the last step, before the bundle was published/);
  const before = curve(run('late'));
  await goesOn('late', 20);
  assert.deepEqual(curve(run('late')), before);
});
