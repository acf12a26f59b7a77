import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { modelsWithTrainer as models } from '../../../../cli/models.ts';
import { ConfigError, type ModelCard, shippedModels } from '../../../../models/index.ts';
import { picture, temporaryFolder } from '../../helpers.ts';
import { changeGraph, notANumber, otherInput } from '../../models/brokenGraphs.ts';
import { publishStandIn } from '../../standIn.ts';

const main = join(import.meta.dirname, '../../../../cli/main.ts');
const folder = await temporaryFolder();
const data = join(folder, 'pictures');
for (let i = 0; i < 30; i++) {
  const path = join(data, i % 2 === 0 ? 'even' : 'odd', `${i}.png`);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, await picture(i));
}
await writeFile(join(data, 'odd', 'no.png'), 'no picture');

function compare(...args: string[]) {
  const env = { ...process.env, npm_package_name: undefined };
  const all = [main, 'models', 'compare', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { env });
  return { status, out: stdout.toString(), err: stderr.toString() };
}

test('shipped encoders, by name and by folder: a table, a page and JSON', async () => {
  const [page, json] = [join(folder, 'compare.html'), join(folder, 'compare.json')];
  const { status, out, err } = compare(
    ...['cifar10-small/3', join(shippedModels, 'cifar10-small/1'), '--models', shippedModels],
    ...['--data', data, '--label', 'folder', '--limit', '20', '--out', page, '--json', json],
  );
  const told = JSON.parse(await readFile(json, 'utf8'));
  assert.equal(status, told.verdict.passes ? 0 : 1, err);
  assert.match(out, /^20 pictures of 2 classes\. The models agree on \S+ % of the 10 nearest\.$/m);
  assert.match(out, /^ +cifar10-small\/3 +cifar10-small\/1$/m);
  assert.match(out, /^own picture nearest +\S+ % +\S+ %$/m);
  assert.match(out, told.verdict.passes ? /cifar10-small\/1 passes\.$/m : /is refused:$/m);
  assert.deepEqual([told.pictures, told.present.dimensions, told.classes], [20, 384, 2]);
  assert.match(await readFile(page, 'utf8'), /<h1>cifar10-small\/1 beside cifar10-small\/3<\/h1>/);
});

test('a model beside itself passes, and one that has collapsed is refused with status 1', async () => {
  const root = join(folder, 'models');
  await publishStandIn(root, 'mine', 'one');
  await publishStandIn(root, 'mine', 'two', 1e6);
  const where = ['--models', root, '--data', data];
  const same = compare('mine/1', 'mine/1', ...where);
  assert.equal(same.status, 0, same.err);
  assert.match(same.out, /^30 pictures, 1 left out\. The models agree on 100\.0 %/);
  assert.match(same.out, /^mine\/1 passes\.$/m);
  assert.match(same.err, /left out: odd\/no\.png: /);
  const worse = compare('mine/1', 'mine', ...where);
  assert.equal(worse.status, 1, worse.err);
  assert.match(worse.out, /^mine\/2 is refused:\n {2}collapsed_spread: It has collapsed/m);
});

test('what cannot be done is told with its remedy', async () => {
  const cases: [string[], object][] = [
    [['a', '--data', data], problem(/^a candidate is wanted: .* compare <present> <candidate>$/)],
    [['a', 'b'], problem(/^--data: needs a folder of pictures$/)],
    [
      ['a', 'b', '--data', data, '--dat', '1'],
      problem(/^--dat is unknown; did you mean --data\?$/),
    ],
    [['a', 'b', '--data', data, '--label', 'colour'], problem(/^--label: is not 'folder'$/)],
    [['a', 'b', '--data', data], { code: 'bundle_not_found' }],
    [['cifar10-small/1', 'cifar10-small/1', '--data', 'nowhere'], { code: 'command_failed' }],
    [
      ['a', 'b', '--data', data, '--out', join(folder, 'none/x.html')],
      { code: 'command_failed', message: /ENOENT/, remedy: /--out/ },
    ],
    [
      ['a', 'b', '--data', data, '--json', data],
      { code: 'command_failed', message: /is a folder/, remedy: /--json/ },
    ],
  ];
  for (const [args, error] of cases)
    await assert.rejects(models(['compare', ...args, '--models', shippedModels]), error);
  await assert.rejects(
    models(['compere']),
    problem(/^compere is no command; did you mean compare\?$/),
  );
});

test('either bundle is refused that a server would refuse, before anything is compared', async () => {
  const root = join(folder, 'refused');
  const { dir } = await publishStandIn(root, 'good');
  const edit = async (to: string, change: (card: ModelCard) => object) => {
    const file = join(to, 'model.json');
    await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, 'utf8')))));
  };
  const cases: [string, string, (to: string) => Promise<void>][] = [
    [
      'narrow',
      'bundle_invalid',
      (to) =>
        edit(to, (card) => ({
          ...card,
          dimensions: 100,
          golden: card.golden.map((one) => ({ ...one, embedding: one.embedding.slice(92) })),
        })),
    ],
    [
      'golden',
      'golden_mismatch',
      (to) =>
        edit(to, (card) => ({
          ...card,
          golden: card.golden.map((one) => ({ ...one, embedding: one.embedding.toReversed() })),
        })),
    ],
    ['nan', 'golden_mismatch', (to) => changeGraph(to, notANumber)],
    ['input', 'bundle_unverified', (to) => changeGraph(to, otherInput)],
  ];
  for (const [name, code, change] of cases) {
    const to = join(root, name, '1');
    await cp(dir, to, { recursive: true });
    await edit(to, (card) => ({ ...card, name }));
    await change(to);
    for (const pair of [
      ['good', name],
      [name, 'good'],
    ])
      await assert.rejects(models(['compare', ...pair, '--data', data, '--models', root]), {
        code,
      });
  }
});

const problem = (text: RegExp) => (error: Error) =>
  error instanceof ConfigError && error.problems.length === 1 && text.test(error.problems[0]!);
