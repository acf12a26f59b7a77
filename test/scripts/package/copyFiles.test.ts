import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { linkedFrom } from '../../../scripts/package/copyFiles.ts';

test('what pages link to comes along, once, and no address does', () => {
  const root = mkdtempSync(join(tmpdir(), 'selfsame-test-'));
  try {
    const pages = {
      'a.md': '[b](b.md#there), ![](b.svg), [here](#here), [web](https://pictures.example/c.md)',
      'b.md': '[back](a.md), [c](./c.txt)',
      'c.txt': '[d](d.md)',
    };
    for (const [name, text] of Object.entries(pages)) writeFileSync(join(root, name), text);
    assert.deepEqual(linkedFrom(root, ['a.md']), ['a.md', 'b.md', 'b.svg', 'c.txt']);
  } finally {
    rmSync(root, { recursive: true });
  }
});
