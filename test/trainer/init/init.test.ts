import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  checkpointOf,
  findBundle,
  modelDigest,
  type SelfsameError,
  shippedModels,
} from '@selfsame/models';
import { readCheckpoint } from '../../../trainer/checkpoint/checkpoint.ts';
import { findInit } from '../../../trainer/init/findInit.ts';
import { readInit } from '../../../trainer/init/readInit.ts';
import { makePictures, runTrainer } from '../run/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-init-'));
after(() => rmSync(root, { recursive: true, force: true }));

const run = (name: string) => join(root, name);
const models = join(root, 'models');
/** All but what a bundle gives. */
const trained = (name: string, ...more: string[]) => [
  ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache'), '--run', run(name)],
  ...['--batch', '8', '--threads', '2', '--checkpoint-every', '3', ...more],
];
const settings = (name: string, ...more: string[]) =>
  trained(name, '--size', '8', '--projector-width', '16', '--name', 'tiny', ...more);
const savedAt = (name: string, step: number) =>
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
  await succeeds(...settings('first', '--steps', '6', '--models', models));
});

test('a new run starts at step 0 from weights and statistics alone', async () => {
  const init = ['--init', run('first')];
  const output = await succeeds(...settings('second', '--steps', '3', '--seed', '9', ...init));
  assert.match(output, /init: encoder and projector from step 6/);
  const [from, start] = [savedAt('first', 6), savedAt('second', 0)];
  assert.equal(start.seconds, 0);
  for (const [name, values] of Object.entries(start.variables)) {
    const expected = name.startsWith('state/') ? values.map(() => 0) : from.variables[name];
    assert.deepEqual(values, expected, name);
  }
  const { card } = await findBundle(join(run('second'), 'models'), 'tiny');
  const { step, dataset } = from;
  assert.deepEqual(card.training?.config.init, {
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
  const { variables, shapes } = savedAt('wider', 0);
  assert.deepEqual(shapes['weight/projector.0.linear.weight'], [256, 24]);
  const from = savedAt('first', 6).variables;
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

test('another encoder and a run to resume are errors with a remedy', async () => {
  const init = ['--steps', '3', '--init', run('first')];
  const other = ['--encoder', 'resnet20', ...init];
  await fails(
    /error init_mismatch: .*is \[32, 3, 3, 3\] there.*--encoder/s,
    ...settings('o', ...other),
  );
  const larger = ['--size', '80', ...init];
  await fails(/error init_mismatch/, ...settings('larger', ...larger));
  await fails(/error config_invalid/, '--resume', run('first'), '--init', run('first'));
});

/** The weights and statistics among variables. */
const ofNetwork = (variables: Readonly<Record<string, Float32Array>>) =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith('state/')));

test('a bundle starts a run with the weights and the network of the run that published it', async () => {
  const init = ['--init', 'tiny', '--models', models, '--name', 'again', '--steps', '3'];
  const output = await succeeds(...trained('again', ...init));
  assert.match(output, /init: tiny\/1 .*--projector-width 16 .*--size 8/);
  assert.match(output, /init: encoder and projector from step 6 in .*checkpoint\.safetensors/);
  const [from, start] = [savedAt('first', 6), savedAt('again', 0)];
  assert.deepEqual(ofNetwork(start.variables), ofNetwork(from.variables));
  const bundle = await findBundle(models, 'tiny');
  const kept = readCheckpoint((await checkpointOf(bundle))!, '');
  assert.deepEqual(kept.variables, ofNetwork(from.variables));
  const { card } = await findBundle(models, 'again');
  assert.deepEqual(card.training?.config.init, {
    bundle: 'tiny/1',
    digest: modelDigest(bundle.card),
    checkpoint: 'checkpoint.safetensors',
    step: 6,
    dataset: from.dataset,
  });
});

test('a run that a bundle started goes on without it', async () => {
  const [end, checkpoint] = [savedAt('again', 3), 'checkpoints/step-000000003.safetensors'];
  for (const file of ['publication.json', checkpoint]) rmSync(join(run('again'), file));
  renameSync(models, `${models}-aside`);
  const output = await succeeds('--resume', run('again'));
  assert.match(output, /published again\/1/);
  assert.deepEqual(savedAt('again', 3).variables, end.variables);
  rmSync(models, { recursive: true });
  renameSync(`${models}-aside`, models);
});

test("a bundle's checkpoint that is damaged is refused, and one that is gone is not missed", async () => {
  const dir = join(root, 'copy');
  cpSync(join(models, 'tiny/1'), dir, { recursive: true });
  const path = join(dir, 'checkpoint.safetensors');
  const bytes = readFileSync(path);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(path, bytes);
  await assert.rejects(readInit(dir), has('bundle_checkpoint_corrupt', /SHA-256/));
  rmSync(path);
  const { variables, origin } = await readInit(dir);
  assert.equal(origin.checkpoint, undefined);
  const from = savedAt('first', 6).variables;
  assert.ok('weight/encoder.stem.conv.weight' in variables);
  for (const [name, values] of Object.entries(variables)) {
    assert.deepEqual(values, from[name], name);
  }
});

test('another encoder than that of the bundle is refused', async () => {
  const init = ['--init', 'tiny/1', '--models', models, '--encoder', 'resnet20'];
  await fails(/error init_mismatch: .*there.*bundle/s, ...trained('mismatch', ...init));
});

const has = (code: string, pattern: RegExp) => (error: SelfsameError) => {
  assert.equal(error.code, code);
  assert.match(`${error.message} ${error.remedy}`, pattern);
  return true;
};

test('what --init names is found by its path or as a bundle, and is one thing', async () => {
  const found = async (reference: string) => (await findInit(reference, models)).path;
  assert.equal(await found(run('first')), run('first'));
  assert.equal(await found('tiny'), join(models, 'tiny/1'));
  assert.equal(
    await found('cifar10-small/3'),
    (await findBundle(shippedModels, 'cifar10-small/3')).dir,
  );
  assert.equal(await found(join(models, 'tiny/1')), join(models, 'tiny/1'));
  // A folder of pictures is nothing to start from.
  for (const reference of ['nothing', join(root, 'pictures'), 'tiny/9']) {
    await assert.rejects(found(reference), has('init_not_found', /neither a .*--init.*tiny\/1/s));
  }
  const before = process.cwd();
  process.chdir(root);
  try {
    mkdirSync('tiny');
    assert.equal(await found('tiny'), join(models, 'tiny/1'));
    writeFileSync('tiny/config.json', '');
    await assert.rejects(found('tiny'), has('init_ambiguous', /\.\/tiny .*models\/tiny\/1/));
    assert.equal(await found('./tiny'), join(process.cwd(), 'tiny'));
    await assert.rejects(readInit(await found('./tiny')), has('checkpoint_invalid', /--init/));
  } finally {
    process.chdir(before);
  }
});
