import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const trainer = join(import.meta.dirname, '../../../trainer');
const models = join(import.meta.dirname, '../../../models');

/** Imports the settings in a process of its own, and tells who imports what. */
const program = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      console.log(context.parentURL, found.url);
      return found;
    },
  });
  await import(${JSON.stringify(join(trainer, 'config/load.ts'))});
`;

test('settings are read without what engines run with', () => {
  const told = execFileSync(process.execPath, ['--input-type=module', '--eval', program]);
  const engine = `file://${trainer}/engine/`;
  const imported = told
    .toString()
    .split('\n')
    .filter((line) => line.startsWith(engine))
    .map((line) => line.split(' ')[1]!);
  assert.ok(imported.includes(`${engine}engines/cpu.ts`));
  const light = [
    ...[`${engine}engines/`, `${engine}onnxEngine.ts`, `file://${trainer}/errors.ts`],
    `file://${models}/index.ts`,
  ];
  for (const url of imported) {
    assert.ok(url.startsWith('node:') || light.some((start) => url.startsWith(start)), url);
  }
});
