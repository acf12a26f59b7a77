import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findBundle } from '@selfsame/models';
import { readCheckpoint } from '../../../trainer/checkpoint/checkpoint.ts';
import { makePictures, runTrainer } from './cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-init-'));
after(() => rmSync(root, { recursive: true, force: true }));

const run = (name: string) => join(root, name);
const settings = (name: string, ...more: string[]) => [
  ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache'), '--run', run(name)],
  ...['--size', '8', '--batch', '8', '--projector-width', '16', '--threads', '2'],
  ...['--checkpoint-every', '3', '--name', 'tiny', ...more],
];
const checkpointOf = (name: string, step: number) =>
  readCheckpoint(
    join(run(name), 'checkpoints', `step-${String(step).padStart(9, '0')}.safetensors`),
    '',
  );

/** A run that is stopped by nothing but its number of steps. */
async function succeeds(...args: string[]): Promise<string> {
  const { code, output } = await runTrainer(...args);
  assert.equal(code, 0, output);
  return output;
}

before(async () => {
  await makePictures(join(root, 'pictures'), 24);
  await succeeds(...settings('first', '--steps', '6'));
});

test('a new run starts at step 0 from weights and statistics alone', async () => {
  const init = ['--init', run('first')];
  const output = await succeeds(...settings('second', '--steps', '3', '--seed', '9', ...init));
  assert.match(output, /init: encoder and projector from step 6/);
  const [from, start] = [checkpointOf('first', 6), checkpointOf('second', 0)];
  assert.equal(start.seconds, 0);
  for (const [name, values] of Object.entries(start.variables)) {
    const expected = name.startsWith('state/') ? values.map(() => 0) : from.variables[name];
    assert.deepEqual(values, expected, name);
  }
  const { card } = await findBundle(join(run('second'), 'models'), 'tiny');
  const { step, dataset } = from;
  assert.deepEqual(card.training.config.init, {
    checkpoint: 'step-000000006.safetensors',
    step,
    dataset,
  });
  assert.ok(!JSON.stringify(card).includes(root), 'folders of this machine are in the bundle');
  const config = JSON.parse(readFileSync(join(run('second'), 'config.json'), 'utf8'));
  assert.equal(config.init, run('first'));
});

test('a projector of another width starts fresh, and both are told', async () => {
  const file = join(run('first'), 'checkpoints', 'step-000000006.safetensors');
  const wider = ['--projector-width', '24', '--steps', '3', '--init', file];
  const output = await succeeds(...settings('wider', ...wider));
  assert.match(output, /init: encoder from step 6 .*; projector and optimiser start fresh/);
  const { variables, shapes } = checkpointOf('wider', 0);
  assert.deepEqual(shapes['weight/projector.0.linear.weight'], [256, 24]);
  const from = checkpointOf('first', 6).variables;
  for (const name of Object.keys(variables).filter((name) => /^weight\/encoder\./.test(name))) {
    assert.deepEqual(variables[name], from[name], name);
  }
});

async function fails(pattern: RegExp, ...args: string[]): Promise<void> {
  const { code, output } = await runTrainer(...args);
  assert.equal(code, output.includes('error config_invalid') ? 2 : 1, output);
  assert.match(output, pattern);
  assert.doesNotMatch(output, /\n\s+at /);
}

test('another encoder, no checkpoint and a run to resume are errors with a remedy', async () => {
  const init = ['--steps', '3', '--init', run('first')];
  const other = ['--encoder', 'resnet20', ...init];
  await fails(
    /error init_mismatch: .*is \[32, 3, 3, 3\] there.*--encoder/s,
    ...settings('o', ...other),
  );
  const larger = ['--size', '80', ...init];
  await fails(/error init_mismatch/, ...settings('larger', ...larger));
  const nowhere = ['--steps', '3', '--init', join(root, 'nowhere')];
  await fails(/error checkpoint_invalid.*--init/s, ...settings('nowhere', ...nowhere));
  const empty = ['--steps', '3', '--init', join(root, 'pictures')];
  await fails(/error checkpoint_invalid.*--init/s, ...settings('empty', ...empty));
  await fails(/error config_invalid/, '--resume', run('first'), '--init', run('first'));
});
