import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';

const server = join(import.meta.dirname, '../../../server');
const light = join(import.meta.dirname, '../../../models/light/index.ts');
/** Node takes out `import type`, and nothing else of imports. */
const imports = /^(?:import|export) (?!type\b)[^;]*?from '([^']+)';|^import '([^']+)';/gms;

/** The packages that a file's imports lead to, without Node's own. */
function packagesOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const found = new Set<string>();
  for (const [, from, alone] of readFileSync(file, 'utf8').matchAll(imports)) {
    const name = from ?? alone!;
    const inside = name === '@selfsame/models/light' ? light : resolve(dirname(file), name);
    if (name.startsWith('node:')) continue;
    if (!name.startsWith('.') && inside !== light) found.add(name);
    else for (const other of packagesOf(inside, seen)) found.add(other);
  }
  return found;
}

// Each thread loads what it imports anew: all of models/ is a fifth of a second of a processor.
const threads = {
  'store/threads/read.ts': [],
  'store/threads/write.ts': [],
  'store/threads/copy.ts': [],
  'store/threads/search.ts': ['usearch', 'zod'],
  'input/json/worker.ts': [],
};
for (const [file, expected] of Object.entries(threads)) {
  test(`the thread of ${file} loads what it needs`, () => {
    assert.deepEqual([...packagesOf(join(server, file))].sort(), expected);
  });
}
