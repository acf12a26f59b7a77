import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findBundle, goldenPicture, shippedModels } from '@selfsame/models';
import { copiesOf } from '../../../trainer/evaluate/copies.ts';
import { choose, measureDuplicates } from '../../../trainer/evaluate/nearDuplicates.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-duplicates-'));
after(() => rmSync(root, { recursive: true, force: true }));

const scores = (count: number, from: number, to: number) =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

test('the score is the highest that finds nearly all copies', () => {
  const copies = [0.2, 0.815, ...scores(198, 0.825, 1)];
  const figures = choose({ copies, others: scores(5000, -0.4, 0.5) }, 40);
  assert.equal(figures.minScore, 0.82);
  assert.equal(figures.recall, 198 / 200);
  assert.deepEqual([figures.falsePairs, figures.otherPairs, figures.sample], [0, 5000, 40]);
});

test('where others are as near as copies, it is one that takes next to none for copies', () => {
  const others = [...scores(99_998, -0.4, 0.5), 0.905, 0.95];
  const figures = choose({ copies: scores(200, 0.7, 1), others }, 40);
  assert.deepEqual([figures.minScore, figures.falsePairs], [0.91, 1]);
  assert.ok(figures.recall < 0.5);
});

test('copies are of a picture of any size, and none is smaller than the encoder needs', async () => {
  const rule = { width: 24, height: 24, fit: 'cover', background: [255, 255, 255] } as const;
  for (const side of [1, 2, 30, 200]) {
    const copies = await copiesOf(await goldenPicture(1, side, side), rule);
    assert.equal(copies.length, 5);
  }
});

test('of an encoder and a folder of pictures', async () => {
  const { card, graphPath } = await findBundle(shippedModels, 'cifar10-small');
  const none = join(root, 'text.jpg');
  writeFileSync(none, 'no picture');
  assert.equal(await measureDuplicates(graphPath, card.input, root, false), undefined);
  for (let i = 0; i < 12; i++)
    writeFileSync(join(root, `${i}.png`), await goldenPicture(i, 90, 70));
  const figures = await measureDuplicates(graphPath, card.input, root, false);
  assert.deepEqual([figures?.sample, figures?.pairs, figures?.otherPairs], [12, 60, 12 * 11 * 5.5]);
  assert.ok(figures!.recall >= 0.9 && figures!.falsePairs === 0, JSON.stringify(figures));
});
