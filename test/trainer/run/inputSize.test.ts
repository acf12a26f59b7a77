import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findBundle } from '@selfsame/models';
import { makePictures, runTrainer } from './cli.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-input-size-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('the published encoder may see larger pictures than the views that it was trained with', async () => {
  await makePictures(join(root, 'pictures', 'one'), 10);
  await makePictures(join(root, 'pictures', 'two'), 10, 10);
  const { code, output } = await runTrainer(
    ...['--data', join(root, 'pictures'), '--cache', join(root, 'cache')],
    ...['--run', join(root, 'run'), '--models', join(root, 'models'), '--name', 'tiny'],
    ...['--size', '8', '--source', '12', '--input-size', '12', '--batch', '8', '--steps', '2'],
    ...['--projector-width', '16', '--threads', '1', '--evaluate', join(root, 'pictures')],
  );
  assert.equal(code, 0, output);
  const { card } = await findBundle(join(root, 'models'), 'tiny');
  assert.deepEqual([card.input.width, card.input.height], [12, 12]);
  // Its golden vectors were made with pictures of that size, and its evaluation too.
  assert.ok(card.golden.length > 0);
  assert.ok(Number.isFinite(card.evaluation.knn20));
  assert.ok(Number.isFinite(card.evaluation['untrained.knn20']));
});
