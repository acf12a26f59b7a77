import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { defaultModel, goldenPicture } from '@selfsame/models';
import sharp from 'sharp';
import { readTrain } from '../../../trainer/config/readTrain.ts';
import { fitBatch } from '../../../trainer/plan/fitBatch.ts';
import { lookAt } from '../../../trainer/plan/look.ts';
import { makePictures, readMetrics, runTrainer } from '../run/cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-plan-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(() => makePictures(join(root, 'pictures'), 40));

const where = (run: string, data = 'pictures') => [
  ...['--data', join(root, data), '--cache', join(root, 'cache'), '--run', join(root, run)],
  ...['--name', 'planned', '--threads', '1'],
];

test('a dry run prints what is chosen, with the reasons, and leaves nothing', async () => {
  const flags = ['--dry-run', '--minutes', '0.5', '--lambda', '0.01'];
  const { code, output } = await runTrainer(...where('dry'), ...flags);
  assert.equal(code, 0, output);
  assert.match(output, /^plan: 40 pictures in .*: about 23 pixels .*; in colour$/m);
  assert.match(output, new RegExp(`^  --init ${defaultModel}/\\d+ +\\S.*--init none`, 'm'));
  assert.match(output, /^ {2}--batch 16 +the 40 pictures/m);
  assert.match(output, /^ {2}--epochs [\d.]+ +\S/m);
  assert.match(output, /^ {2}as given: .*--lambda 0\.01/m);
  assert.match(output, /^time: about .* of 30 s at most \(--minutes\): .*steps? of/m);
  assert.doesNotMatch(output, /--lambda 0\.02/);
  assert.ok(!existsSync(join(root, 'dry')));
});

test('a planned run has its plan in its settings, and tells where its end is', async () => {
  const flags = ['--minutes', '0.1', '--init', 'none', '--projector-width', '16'];
  const { code, output } = await runTrainer(...where('run'), ...flags);
  assert.equal(code, 0, output);
  const config = JSON.parse(readFileSync(join(root, 'run/config.json'), 'utf8'));
  assert.equal(config.init, undefined);
  assert.deepEqual([config.encoder, config.batch, config.size], ['small', 16, 16]);
  assert.deepEqual([config.minutes, config.projectorWidth], [0.1, 16]);
  assert.ok(config.epochs > 0);
  assert.match(
    output,
    /loss [\d.]+, at the start [\d.]+ \(invariance [\d.]+, redundancy [\d.]+ per feature\)/,
  );
  assert.match(output, /^report: .*run\/report\.html$/m);
  assert.match(output, /^serve it: .* --model planned --models .*run\/models$/m);
  assert.ok(readMetrics(join(root, 'run')).length > 0);
});

test('a set that is smaller than a batch gets a smaller one, unless one was given, and is refused where it is too small', async () => {
  const batchOf = (folder: string, ...flags: string[]) => {
    const order = readTrain(['--data', folder, '--steps', '1', ...flags]);
    assert.ok(order !== null && 'config' in order);
    return fitBatch(order).batch;
  };
  assert.equal(batchOf(join(root, 'pictures')), 16);
  assert.equal(batchOf(join(root, 'pictures'), '--preset', 'small'), 16);
  assert.equal(batchOf(join(root, 'pictures'), '--batch', '40'), 40);
  assert.throws(() => batchOf(join(root, 'pictures'), '--batch', '64'), {
    ...{ code: 'dataset_too_small', remedy: /--batch 40 or less/ },
  });
  const few = await makePictures(join(root, 'few'), 5);
  const refused = { code: 'dataset_too_small', message: /5 pictures.*at least 8/ };
  assert.throws(() => batchOf(few), refused);
  await assert.rejects(lookAt(few, false), refused);
});

test('copies are counted once, and nothing else is refused', async () => {
  const folder = async (name: string, count: number, of: (i: number) => Promise<Buffer>) => {
    mkdirSync(join(root, name));
    for (let i = 0; i < count; i++) writeFileSync(join(root, name, `${i}.png`), await of(i));
    return join(root, name);
  };
  const one = await goldenPicture(3, 40, 40);
  await assert.rejects(lookAt(await folder('one', 30, async () => one), false), {
    code: 'dataset_constant',
    message: /all the same \(30 /,
  });
  const two = [one, await goldenPicture(4, 40, 40)] as const;
  await assert.rejects(lookAt(await folder('two', 30, async (i) => two[i % 2]!), false), {
    code: 'dataset_copies',
    message: /Of 30 pictures .* only 2 are different, and at least 8/,
  });
  // Each twice, the second time as a JPEG.
  const twice = await folder('twice', 24, async (i) => {
    const picture = await goldenPicture(Math.floor(i / 2), 64, 48);
    return i % 2 === 0 ? picture : sharp(picture).jpeg({ quality: 90 }).toBuffer();
  });
  const { pictures, readable, copies, side } = await lookAt(twice, false);
  assert.deepEqual([pictures, readable, copies, side], [12, 24, 0.5, 48]);
  const grey = await folder('grey', 12, async (i) =>
    sharp(await goldenPicture(i, 32, 32))
      .greyscale()
      .png()
      .toBuffer(),
  );
  const seen = await lookAt(grey, false);
  assert.deepEqual([seen.isGrey, seen.pictures], [true, 12]);
});
