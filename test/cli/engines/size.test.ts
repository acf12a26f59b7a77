import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { largestIn, sizeText } from '../../../cli/engines/size.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-size-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('sizes are in the units that people read', () => {
  assert.deepEqual([63_200_622, 999_999_999, 2_480_000_000].map(sizeText), [
    '63.2 MB',
    '1000.0 MB',
    '2.48 GB',
  ]);
});

test('how far a download is, is the size of its largest file, at any depth', () => {
  assert.equal(largestIn(root), 0);
  mkdirSync(join(root, 'pip-unpack'));
  writeFileSync(join(root, 'pip-unpack/a.whl'), 'much of it');
  writeFileSync(join(root, 'requirements.txt'), 'little');
  assert.equal(largestIn(root), 10);
  // pip removes folders while they are looked through.
  assert.equal(largestIn(join(root, 'gone')), undefined);
});
