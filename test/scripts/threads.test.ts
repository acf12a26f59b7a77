import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const light = join(root, 'models/light/index.ts');
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
  'server/store/threads/read.ts': [],
  'server/store/threads/write.ts': [],
  'server/store/threads/copy.ts': [],
  'server/store/threads/search.ts': ['zod'],
  'server/input/json/worker.ts': [],
  // What draws the views is beside what computes them.
  'trainer/run/batchThread.ts': [
    '@tensorflow/tfjs-core',
    'pure-rand/distribution/uniformFloat64',
    'pure-rand/distribution/uniformInt',
    'pure-rand/generator/xoroshiro128plus',
  ],
};
for (const [file, expected] of Object.entries(threads)) {
  test(`the thread of ${file} loads what it needs`, () => {
    assert.deepEqual([...packagesOf(join(root, file))].sort(), expected);
  });
}
