import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { lastRound, nextRound, noteRound } from '../../../cli/refresh/round.ts';
import { temporaryFolder } from '../../server/helpers.ts';

const notes = {
  ...{ collection: 'default', before: 'mine/1', init: '/models/mine/1', name: 'mine' },
  ...{ models: '/models', training: [], exported: false, published: null, outcome: null },
};

test('a round appears with its note, under a number that nothing has', async () => {
  const work = await temporaryFolder();
  assert.equal(lastRound(work), undefined);
  const first = noteRound(nextRound(work, notes));
  assert.equal(first.number, 1);
  assert.deepEqual(await readdir(join(work, 'rounds')), ['1']);
  assert.deepEqual(lastRound(work), first);
  const done = noteRound(first, { outcome: 'done' });
  const text = await readFile(join(first.folder, 'round.json'), 'utf8');

  // Of a crash, and of nobody knows whom.
  await mkdir(join(work, 'rounds/2'));
  await mkdir(join(work, 'rounds/.unfinished'));
  await writeFile(join(work, 'rounds/notes.txt'), '');
  assert.deepEqual(lastRound(work), done);
  const next = noteRound(nextRound(work, notes));
  assert.equal(next.number, 3);
  assert.deepEqual(lastRound(work), next);
  assert.equal(await readFile(join(first.folder, 'round.json'), 'utf8'), text);
});

test('a note that is damaged is told, and nothing is begun', async () => {
  const work = await temporaryFolder();
  const { folder } = noteRound(nextRound(work, notes));
  for (const text of ['{', '{}', '']) {
    await writeFile(join(folder, 'round.json'), text);
    assert.throws(() => lastRound(work), { code: 'round_damaged', remedy: /remove its folder/ });
  }
  const other = await temporaryFolder();
  await writeFile(join(other, 'rounds'), 'a file');
  assert.throws(() => lastRound(other), {
    code: 'round_unwritable',
    remedy: /^A file is in the way/,
  });
});
