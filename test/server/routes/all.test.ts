import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const folder = join(import.meta.dirname, '../../../server/routes');
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');

test('every endpoint that a file of server/routes/ makes is served', () => {
  const all = textOf('all.ts');
  const made = readdirSync(folder)
    .filter((file) => file !== 'all.ts')
    .flatMap((file) => [...textOf(file).matchAll(/^export (?:function|const) (\w+Endpoints?)\b/gm)])
    .map(([, name]) => name!);
  assert.ok(made.length > 10);
  const left = made.filter((name) => !new RegExp(`\\b${name}\\(`).test(all));
  assert.deepEqual(left, [], 'add them to allEndpoints in server/routes/all.ts');
});
