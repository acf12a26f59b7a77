import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const trainer = join(import.meta.dirname, '../../../trainer');
const models = join(import.meta.dirname, '../../../models');

/** Imports a module in a process of its own, and tells who imports what, a pair a line. */
function imports(file: string): string[] {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(specifier, context, next) {
        const found = next(specifier, context);
        console.log(context.parentURL, found.url);
        return found;
      },
    });
    await import(${JSON.stringify(join(trainer, file))});
  `;
  const told = execFileSync(process.execPath, ['--input-type=module', '--eval', program]);
  return told.toString().split('\n');
}

const engine = `file://${trainer}/engine/`;

test('settings are read without what engines run with', () => {
  const imported = imports('config/load.ts')
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

test('a run begins without onnxruntime, whose library its engine chooses', () => {
  const lines = imports('train.ts');
  assert.ok(lines.some((line) => line.endsWith(`${engine}engines/cuda.ts`)));
  assert.deepEqual(
    lines.filter((line) => line.includes('/node_modules/onnxruntime-')),
    [],
  );
});
