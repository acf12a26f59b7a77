import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { goldenPicture } from '@selfsame/models';
import { openHeldOut } from '../../../trainer/ablate/heldOut.ts';
import { checkConfig } from '../../../trainer/config/load.ts';
import { makePictures } from '../run/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-held-out-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(async () => {
  for (const label of ['a', 'b']) {
    await makePictures(join(root, 'flat', label), 10);
    await makePictures(join(root, 'divided', 'train', label), 5);
    await makePictures(join(root, 'divided', 'test', label), 3);
  }
  mkdirSync(join(root, 'single', 'a'), { recursive: true });
  for (const i of [1, 2, 3]) {
    writeFileSync(join(root, 'single', 'a', `${i}.png`), await goldenPicture(i, 20, 20));
  }
});

const configOf = (folder: string) =>
  checkConfig({ data: join(root, folder), cache: join(root, 'cache'), size: 8 });

test('a fifth of each class is held out, and not among what is trained on', async () => {
  const { training, labelled } = await openHeldOut(configOf('flat'), 4);
  const { bank, queries, classes } = labelled;
  assert.deepEqual(classes, ['a', 'b']);
  assert.deepEqual([training.count, bank.indices.length, queries.indices.length], [16, 16, 4]);
  const held = queries.indices.map((i) => queries.cache.paths[i]!);
  assert.deepEqual(
    held.map((path) => path[0]),
    [...queries.labels].map((label) => classes[label]),
  );
  for (const path of held) assert.ok(!training.paths.includes(path), path);

  // The pictures that are trained on are those of the bank.
  const [all] = [Uint32Array.from({ length: 16 }, (_, i) => i)];
  assert.deepEqual(training.read(all), bank.cache.read(bank.indices));
  assert.deepEqual(
    training.paths,
    bank.indices.map((i) => bank.cache.paths[i]),
  );
  labelled.close();
});

test('of a folder with train and test, only train is seen', async () => {
  const { training, labelled } = await openHeldOut(configOf('divided'), 4);
  assert.equal(training.count + labelled.queries.indices.length, 10);
  labelled.close();
});

test('too few pictures, and a single class, are refused', async () => {
  const code = (expected: string) => (error: { code?: string }) => error.code === expected;
  await assert.rejects(openHeldOut(configOf('flat'), 17), code('dataset_too_small'));
  await assert.rejects(openHeldOut(configOf('single'), 2), code('labels_missing'));
});
