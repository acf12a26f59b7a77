import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { findBundle } from '@selfsame/models';
import { engines } from '../../../trainer/engine/engines.ts';
import { makePictures, runTrainer, startTrainer } from '../run/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-auto-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(() => makePictures(join(root, 'pictures'), 24));
// None that is installed: to try some of them takes long.
process.env.SELFSAME_ENGINES = join(root, 'engines');

const run = join(root, 'run');
/** One line: which engine, how fast, and why each other is not taken. */
const told = /^engine auto: (\S+), the fastest in its self-test \(\d+ ms a step\); not (.+)$/m;

test('auto says which engine it takes and why no other; a resumed run may take another', async () => {
  const { child, ended } = startTrainer([
    ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache'), '--run', run],
    ...['--size', '8', '--batch', '8', '--steps', '400', '--projector-width', '16'],
    ...['--engine', 'auto', '--name', 'tiny'],
  ]);
  // Not before a step was taken: what is stopped earlier was trained with no engine.
  const steps = () => statSync(join(run, 'metrics.jsonl'), { throwIfNoEntry: false })?.size ?? 0;
  while (steps() === 0 && child.exitCode === null) await setTimeout(5);
  child.kill('SIGINT');
  const stopped = await ended;
  assert.equal(stopped.code, 130, stopped.output);
  const [, first, others] = told.exec(stopped.output)!;
  for (const { name } of engines.filter(({ auto, name }) => auto && name !== first)) {
    assert.match(others!, new RegExp(`${name} \\([^)]+`));
  }
  assert.equal(JSON.parse(readFileSync(join(run, 'config.json'), 'utf8')).engine, 'auto');

  const resumed = await runTrainer('--resume', run);
  assert.equal(resumed.code, 0, resumed.output);
  const [, second, rest] = told.exec(resumed.output)!;
  assert.ok(rest!.endsWith(`this run was trained with ${first} so far`), rest);
  const { card } = await findBundle(join(run, 'models'), 'tiny');
  assert.equal(card.training?.engine, [...new Set([first, second])].join(', '));
  assert.equal(card.training?.config.engine, 'auto');
});
