import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { publishBundle } from '@selfsame/models';
import sharp from 'sharp';
import { openCache } from '../../../trainer/data/cache.ts';
import type { Comparison } from '../../../trainer/evaluate/compare.ts';
import { untrainedGraph } from '../../../trainer/export/untrained.ts';
import { createRandom } from '../../../trainer/random.ts';

const cli = join(import.meta.dirname, '../../../cli/main.ts');
const input = { width: 16, height: 16, fit: 'cover', background: [255, 255, 255] } as const;
let base: string;

/** Pictures of a class have its colour and noise: any encoder can tell them apart. */
async function putPictures(folder: string, count: number, seed: number) {
  const colours = { red: [220, 30, 30], green: [30, 200, 30], blue: [30, 30, 220] };
  const random = createRandom(seed, 'pictures');
  for (const [label, colour] of Object.entries(colours)) {
    for (let i = 0; i < count; i++) {
      const raw = { width: 20, height: 20, channels: 3 as const };
      const noisy = Uint8Array.from(
        { length: 1200 },
        (_, j) => colour[j % 3]! + random.integer(-25, 25),
      );
      const path = join(folder, label, `${i}.png`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, await sharp(noisy, { raw }).png().toBuffer());
    }
  }
}

before(async () => {
  base = await mkdtemp(join(tmpdir(), 'selfsame-evaluate-'));
  await putPictures(join(base, 'split', 'train'), 20, 1);
  await putPictures(join(base, 'split', 'test'), 5, 2);
  await putPictures(join(base, 'plain'), 10, 3);
  const dataset = { digest: '', pictures: 1, skipped: 0 };
  const draft = {
    name: 'fresh',
    input,
    dimensions: 64,
    encoder: 'resnet20',
    parameters: 1,
    training: {
      codeVersion: '',
      engine: '',
      seed: 5,
      steps: 0,
      epochs: 0,
      seconds: 0,
      config: {},
      dataset,
    },
    evaluation: {},
    golden: [{ seed: 1, width: 20, height: 20, embedding: Array(64).fill(0) }],
  };
  const cache = await openCache({
    folder: join(base, 'split', 'train'),
    rule: input,
    cacheRoot: join(base, 'cache'),
    minimum: 1,
  });
  const root = join(base, 'models');
  // An encoder that has learned nothing: the same as the untrained one beside it.
  const { card } = await publishBundle(root, draft, Buffer.from('not yet a graph'));
  await publishBundle(root, draft, (await untrainedGraph(card, cache))!);
  await publishBundle(root, { ...draft, encoder: 'unknown' }, (await untrainedGraph(card, cache))!);
  cache.close();
});
after(() => rm(base, { recursive: true }));

async function evaluate(...args: string[]) {
  const common = ['--models', join(base, 'models'), '--cache', join(base, 'cache')];
  const child = spawn(process.execPath, [cli, 'evaluate', ...common, ...args]);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, ...output };
}

test('figures of a bundle, its untrained encoder and raw pixels, on train and test', async () => {
  const data = join(base, 'split');
  const json = join(base, 'figures.json');
  const flags = ['--model', 'fresh/2', '--data', data, '--json', json];
  const { status, stderr } = await evaluate(...flags);
  assert.equal(status, 0, stderr);
  const { classes, bank, queries, rows } = JSON.parse(await readFile(json, 'utf8')) as Comparison;
  assert.deepEqual({ classes, bank, queries }, { classes: 3, bank: 60, queries: 15 });
  assert.deepEqual(
    rows.map(({ name }) => name),
    ['fresh/2', 'untrained', 'pixels 16x16'],
  );
  assert.deepEqual(rows[0]!.figures, rows[1]!.figures);
  for (const { figures } of rows) {
    assert.equal(figures.knn20, 1);
    // All 60 pictures vote, weighted by their nearness.
    assert.ok(figures.knn200! > 0.9);
    assert.ok(figures.rankMe >= 1 && figures.rankMe <= 60);
    assert.ok(figures.spread > 0 && figures.spread <= figures.spreadIdeal);
    assert.equal(figures.linear, 1);
    assert.ok(figures.uniformity < 0 && figures.uniformity > -5);
    assert.ok(figures.alignment! > 0 && figures.alignment! < 4);
    assert.ok(figures.selfRetrieval! > 0 && figures.selfRetrieval! <= 1);
  }
  assert.equal(rows[0]!.figures.spreadIdeal, 1 / 8);
});

test('a folder without train and test is split, a table is printed', async () => {
  const { status, stdout, stderr } = await evaluate(
    '--model',
    join(base, 'models/fresh/3'),
    '--data',
    join(base, 'plain'),
    '--limit',
    '15',
  );
  assert.equal(status, 0, stderr);
  const lines = stdout.trim().split('\n');
  assert.equal(lines[0], '3 classes; 3 pictures searched among 12');
  assert.match(
    lines[2]!,
    /kNN 20 +kNN 200 +linear +own view +RankMe +spread +1\/sqrt\(D\) +alignment +uniformity/,
  );
  assert.match(
    lines[3]!,
    /^fresh\/3 +100\.0 % +100\.0 % +\d+\.\d % +\d+\.\d % +\d+\.\d +0\.\d{4} +0\.1250 +\d\.\d{3} +-\d\.\d\d$/,
  );
  // Its encoder is not known here, so there is nothing to compare with but pixels.
  assert.match(lines[4]!, /^pixels 16x16 /);
  assert.equal(lines.length, 5);
});

test('classes from a file; a class that nobody can find and the same picture twice are not searched by', async () => {
  const data = join(base, 'odd');
  await cp(join(base, 'plain', 'red'), join(data, 'train', 'red'), { recursive: true });
  await cp(join(base, 'plain', 'blue'), join(data, 'train', 'blue'), { recursive: true });
  await cp(join(base, 'split', 'test'), join(data, 'val'), { recursive: true });
  await cp(join(base, 'plain', 'red', '0.png'), join(data, 'val', 'red', 'again.png'));
  const { status, stdout, stderr } = await evaluate('--model', 'fresh/3', '--data', data);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^2 classes; 10 pictures searched among 20\n/);
  assert.match(stderr, /classes: its folders are taken for them, 3 \(blue, green, red\)/);
  assert.match(stderr, /not searched by: 5 pictures of classes .* 1 \(green\)/);
  assert.match(stderr, /not searched by: 1 \(red\/again\.png\), which are .*, to the byte/);

  const labels = join(base, 'labels.csv');
  const lines = ['red', 'blue'].flatMap((one) =>
    Array.from({ length: 10 }, (_, i) => `train/${one}/${i}.png,${i % 2 ? 'odd' : 'even'}`),
  );
  await writeFile(labels, `path,label\n${lines.join('\n')}\nval/red/1.png,odd\n`);
  const named = await evaluate('--model', 'fresh/3', '--data', data, '--labels', labels);
  assert.match(named.stdout, /^2 classes; 1 pictures searched among 20\n/, named.stderr);
  assert.doesNotMatch(named.stderr, /taken for them/);
});

test('without classes what needs none is measured', async () => {
  const flags = ['--model', 'fresh/2', '--data', join(base, 'plain', 'red')];
  const { status, stdout, stderr } = await evaluate(...flags);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /without classes, for its folders tell no classes/);
  assert.match(stdout, /^10 pictures, without classes\n\n +own view +RankMe +spread/);
  assert.match(stdout, /^untrained +\d+\.\d %/m);
  assert.doesNotMatch(stdout, /kNN/);
});

test('what is wrong is said, with a status that is not zero', async () => {
  const data = join(base, 'plain');
  const wrong: [string[], RegExp][] = [
    [['--model', 'fresh/9', '--data', data], /bundle_not_found.*fresh\/1, fresh\/2, fresh\/3/],
    [['--model', 'fresh/2', '--data', join(base, 'none')], /dataset_missing/],
    [
      ['--model', 'fresh/2', '--data', join(data, 'red'), '--labels', 'folders'],
      /labels_missing.*tell no classes/,
    ],
    [
      ['--model', 'fresh/2', '--data', data, '--labels', 'folder'],
      /labels_invalid.*folder.*ENOENT/,
    ],
    [['--model', 'fresh/2'], /config_invalid.*--data/],
    [['--model', 'fresh/2', '--data', data, '--limt', '3'], /did you mean --limit/],
    [['--model', 'fresh/2', '--data', data, '--limit', 'many'], /--limit: .*number/],
  ];
  for (const [args, message] of wrong) {
    const { status, stdout, stderr } = await evaluate(...args);
    assert.equal(status, stderr.startsWith('error config_invalid') ? 2 : 1);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n {4}at /, 'no stack trace');
    assert.equal(stdout, '');
  }
  assert.equal((await evaluate('--help')).status, 0);
});
