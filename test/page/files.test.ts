import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const built = join(import.meta.dirname, '../../page/dist');

/** What a first visit may load at most, compressed. */
const mostBytes = 150_000;

test('what a first visit loads is small', () => {
  const page = readFileSync(join(built, 'index.html'), 'utf8');
  const files = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path]) => path!);
  assert.ok(
    files.some((file) => file.endsWith('.js')) && files.some((file) => file.endsWith('.css')),
  );
  const sizes = ['index.html', ...files].map(
    (file) => gzipSync(readFileSync(join(built, file))).length,
  );
  const sum = sizes.reduce((all, size) => all + size, 0);
  assert.ok(sum < mostBytes, `${sum} bytes`);
});
