import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { removals } from '../../../trainer/augment/without.ts';
import { makePictures, runTrainer } from '../run/cli.ts';

/** A class that is called like what must not get onto the page. */
const evil = 'two"><img src=x onerror=x>';

const root = mkdtempSync(join(tmpdir(), 'selfsame-report-'));
after(() => rmSync(root, { recursive: true, force: true }));
before(async () => {
  await makePictures(join(root, 'pictures', 'one'), 16);
  await makePictures(join(root, 'pictures', evil), 17);
  writeFileSync(join(root, 'pictures', 'one', '<b>.png'), 'not a picture');
});

const settings = (run: string) => [
  ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache'), '--run', join(root, run)],
  ...['--size', '16', '--batch', '16', '--steps', '30', '--projector-width', '32'],
  ...['--checkpoint-every', '10', '--threads', '1', '--name', 'tiny'],
];
const readRun = (run: string, file: string) => readFileSync(join(root, run, file), 'utf8');
const linesOf = (run: string, file: string) =>
  readRun(run, file)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('a run leaves a page that needs nothing from outside, with every figure and picture', async () => {
  const labels = ['--evaluate', join(root, 'pictures')];
  const { code, output } = await runTrainer(...settings('whole'), ...labels);
  assert.equal(code, 0, output);
  // Without what pictures are written in, which may spell anything.
  const html = readRun('whole', 'report.html').replaceAll(/base64,[^"]*/g, 'base64,');
  assert.doesNotMatch(html, /(src|href)="(?!data:)|url\(|@import|<script/);
  for (const title of [
    ...['At a glance', 'Loss', 'Loss: invariance (on the diagonal)', 'Spread and distance'],
    ...['Learning rate', 'Speed'],
    ...['RankMe', 'kNN accuracy', 'Cross-correlation of the views', 'Nearest neighbours'],
    ...['Augmented views', 'Skipped files', 'What was noticed', 'What the encoder sees'],
    'Nearest neighbours before training and after',
  ]) {
    assert.ok(html.includes(`<h2>${title}</h2>`), title);
  }
  assert.match(html, /<h1>tiny has finished/);
  assert.match(html, /one\/&lt;b>\.png/);
  assert.match(html, /two&quot;>&lt;img src=x/);
  assert.doesNotMatch(html, /<img src=x|two">/);
  assert.match(html, /Nothing\./);
  assert.match(html, /<b class="good">Good<\/b> The loss has fallen from /);
  assert.doesNotMatch(html, /http-equiv="refresh"|NaN|undefined</);

  const looks = linesOf('whole', 'looks.jsonl');
  assert.equal(looks.at(-1)!.step, 30);
  for (const { rankMe, knn20 } of looks as Record<string, number>[]) {
    assert.ok(rankMe! >= 1 && rankMe! <= 33);
    assert.ok(knn20! >= 0 && knn20! <= 1);
  }
});

test('a finished run that is published again keeps its page', async () => {
  const before = readRun('whole', 'report.html');
  const { code, output } = await runTrainer('--resume', join(root, 'whole'));
  assert.equal(code, 0, output);
  assert.equal(readRun('whole', 'report.html'), before);
});

test('the manifest names every file, its size and hash, and why it was skipped', () => {
  const files = linesOf('whole', 'manifest.jsonl');
  assert.equal(files.length, 34);
  const broken = files.find(({ path }) => path === 'one/<b>.png')!;
  const sha256 = createHash('sha256').update('not a picture').digest('hex');
  assert.deepEqual([broken.bytes, broken.sha256], [13, sha256]);
  assert.ok(String(broken.skipped).length > 0);
  assert.equal(files.filter((file) => 'skipped' in file).length, 1);
});

test('what was noticed is told on the page, with what to do', async () => {
  const same = ['--without', Object.keys(removals).join(',')];
  const { code } = await runTrainer(...settings('failed'), ...same);
  assert.equal(code, 1);
  const html = readRun('failed', 'report.html');
  assert.match(html, /<h1>tiny has failed/);
  assert.match(html, /views_identical.*The run was stopped\..*--without/);
  assert.equal(linesOf('failed', 'notices.jsonl')[0]!.code, 'views_identical');
});
