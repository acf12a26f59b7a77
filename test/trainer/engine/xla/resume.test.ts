import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { findBundle } from '@selfsame/models';
import { curve, makePictures, runTrainer, startTrainer } from '../../run/cli.ts';
import { skip } from './onCpu.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-xla-resume-'));
after(() => rmSync(root, { recursive: true, force: true }));

const [steps, every] = [27, 9];
const flags = (run: string) => [
  ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache'), '--run', run],
  ...['--size', '8', '--batch', '8', '--steps', `${steps}`, '--checkpoint-every', `${every}`],
  ...['--projector-width', '16', '--projector-depth', '2', '--engine', 'xla', '--name', 'tiny'],
];

test('a run on XLA that is killed and resumed has the curve of one that is not', {
  skip,
}, async () => {
  await makePictures(join(root, 'pictures'), 24);
  const [whole, killed] = [join(root, 'whole'), join(root, 'killed')];
  const ended = await runTrainer(...flags(whole));
  assert.equal(ended.code, 0, ended.output);
  assert.match(ended.output, /^24 pictures \(.+ MiB\) are on the device$/m);

  const { child, ended: gone } = startTrainer(flags(killed));
  // After a checkpoint, and some steps more.
  const done = () => {
    const metrics = join(killed, 'metrics.jsonl');
    return existsSync(metrics) ? readFileSync(metrics, 'utf8').split('\n').length - 1 : 0;
  };
  while (done() <= every + 1 && child.exitCode === null) await setTimeout(2);
  child.kill('SIGKILL');
  await gone;
  assert.ok(done() < steps, 'it was killed before its end');
  const resumed = await runTrainer('--resume', killed);
  assert.equal(resumed.code, 0, resumed.output);

  assert.equal(curve(killed).length, steps);
  assert.deepEqual(curve(killed), curve(whole));
  const { card } = await findBundle(join(killed, 'models'), 'tiny');
  assert.equal(card.training!.engine, 'xla');
});
