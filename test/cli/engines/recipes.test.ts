import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { enginePackages } from '@selfsame/models';
import { GlibcTooOldError } from '../../../cli/engines/errors.ts';
import { checkGlibc } from '../../../cli/engines/glibc.ts';
import { installEngine } from '../../../cli/engines/install.ts';
import { onnxruntimeGpu } from '../../../cli/engines/pins/onnxruntime.ts';
import { partsFor } from '../../../cli/engines/recipe.ts';
import { recipes } from '../../../cli/engines/recipes.ts';

const root = join(import.meta.dirname, '../../..');
const named = (name: string) => recipes.find((recipe) => recipe.name === name)!;

test('every package has a recipe, with wheels for Linux on x64', () => {
  assert.deepEqual(
    recipes.map(({ name }) => name),
    enginePackages,
  );
  for (const recipe of recipes) {
    for (const { pin, wheel } of partsFor(recipe, 'linux-x64')!) {
      assert.match(wheel.sha256, /^[0-9a-f]{64}$/, pin.name);
      assert.match(wheel.tag, /x86_64$/, pin.name);
    }
  }
});

test('onnxruntime with CUDA is of the version of onnxruntime-node', () => {
  const file = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  assert.equal(onnxruntimeGpu.version, JSON.parse(readFileSync(file, 'utf8')).version);
});

test('on a system that there are no wheels for, that is said', async () => {
  const options = { folder: '/nowhere', stop: new AbortController().signal, tell() {} };
  await assert.rejects(installEngine(named('xla-cpu'), { ...options, platform: 'darwin-arm64' }), {
    code: 'engine_platform',
    message: 'There is no xla-cpu for darwin-arm64: its libraries are made for linux-x64.',
  });
});

test('a C library that is too old, or another one, is refused', () => {
  const recipe = named('ort-cuda');
  const parts = partsFor(recipe, 'linux-x64')!;
  const refused = (here: string, message: RegExp) =>
    assert.throws(
      () => checkGlibc(recipe, parts, here),
      (error: GlibcTooOldError) => {
        assert.ok(error instanceof GlibcTooOldError);
        assert.match(error.message, message);
        return true;
      },
    );
  refused('2.27', /ort-cuda needs glibc 2\.28 or newer, and here is 2\.27/);
  refused('none', /and here is none/);
  checkGlibc(recipe, parts, '2.28');
  checkGlibc(recipe, parts, '2.40');
});

test('wrong use is told of, with the nearest name', () => {
  const cases: [string[], RegExp][] = [
    [['install', 'xla-cud'], /xla-cud is none of .*; did you mean xla-cuda\?/],
    [['instal', 'xla-cuda'], /instal is none of list, install, remove; did you mean install\?/],
    [['install'], /a name is wanted: xla-cuda, /],
    [['list', 'xla-cuda'], /list takes no name/],
  ];
  for (const [args, message] of cases) {
    const main = [join(root, 'cli/main.ts'), 'engines', ...args];
    const { status, stderr } = spawnSync(process.execPath, main, { encoding: 'utf8' });
    assert.equal(status, 2, stderr);
    assert.match(stderr, message);
  }
});
