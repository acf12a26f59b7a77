import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkConfig } from '../../../trainer/config/load.ts';
import { createRunFolder, discardUnbegun } from '../../../trainer/run/folder.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-folder-'));
const before = process.cwd();
after(() => {
  process.chdir(before);
  rmSync(root, { recursive: true, force: true });
});

test('runs that begin in the same second have folders of their own', () => {
  process.chdir(root);
  const paths = [1, 2, 3].map(() => createRunFolder(checkConfig({ data: 'x' })).path);
  assert.equal(new Set(paths).size, 3);
  for (const path of paths) assert.deepEqual(readdirSync(path), ['config.json']);
});

test('of a run that failed before its first step nothing is left, and all else stays', () => {
  const [own, shared, begun] = ['own', 'shared', 'begun'].map((name) => join(root, name));
  mkdirSync(shared!);
  writeFileSync(join(shared!, 'notes.txt'), '');
  const folders = [own, shared, begun].map((run) =>
    createRunFolder(checkConfig({ data: 'x', run })),
  );
  writeFileSync(folders[2]!.metrics, '{"step":1}\n');
  for (const folder of folders) discardUnbegun(folder);
  assert.ok(!existsSync(own!));
  assert.deepEqual(readdirSync(shared!), ['notes.txt']);
  assert.ok(existsSync(join(begun!, 'config.json')));
});
