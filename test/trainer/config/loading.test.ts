import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const config = join(import.meta.dirname, '../../../trainer/config/load.ts');

/** Imports the settings in a process of its own, and tells what else came with them. */
const program = `
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { console.log(url); return next(url, context); } });
  await import(${JSON.stringify(config)});
`;

test('settings are read without what engines run with', () => {
  const loaded = execFileSync(process.execPath, ['--input-type=module', '--eval', program]);
  const files = loaded.toString();
  assert.match(files, /trainer\/engine\/engines\/cpu\.ts/);
  assert.doesNotMatch(files, /onnxruntime|tfjs-backend|tfjs-node|engine\/trace|engine\/onDevice/);
});
