import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { EnginePackage } from '@selfsame/models';
import { foundPlugins, packagesIn } from '../../../cli/engines/list/packages.ts';
import { reportText } from '../../../cli/engines/list/text.ts';
import { digestOf, partsFor } from '../../../cli/engines/recipe.ts';
import { recipes } from '../../../cli/engines/recipes.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-list-'));
after(() => rmSync(root, { recursive: true, force: true }));

/** An engine as an install leaves it. */
function write(name: EnginePackage, recipe: string, bytes: number): void {
  mkdirSync(join(root, name), { recursive: true });
  writeFileSync(join(root, name, 'lib.so'), 'four');
  const about = { name, version: '1.2', library: 'lib.so', versions: {}, recipe, installed: '' };
  const files = [{ path: 'lib.so', bytes, sha256: '' }];
  writeFileSync(join(root, name, 'engine.json'), JSON.stringify({ ...about, files }));
}

test('what is installed, of an older version, damaged or absent is told apart', () => {
  const recipe = recipes.find(({ name }) => name === 'xla-cpu')!;
  const parts = partsFor(recipe, `${process.platform}-${process.arch}` as 'linux-x64');
  write('xla-cpu', parts === undefined ? '' : digestOf(recipe, parts), 4);
  write('ort-cuda', 'of before', 4);
  write('tfjs-cpu', '', 5);
  const packages = packagesIn(root);
  const states = Object.fromEntries(packages.map(({ name, state }) => [name, state]));
  const current = parts === undefined ? 'outdated' : 'installed';
  const expected = { 'xla-cpu': current, 'ort-cuda': 'outdated', 'tfjs-cpu': 'damaged' };
  assert.deepEqual(states, { 'xla-cuda': 'absent', 'tfjs-gpu': 'absent', ...expected });

  const text = reportText({ engines: [], devices: [], folder: root, packages, plugins: [] });
  assert.match(text, /^ {2}ort-cuda {3}1\.2, of an older selfsame\n.*engines.* install ort-cuda$/m);
  assert.match(text, /^ {2}tfjs-cpu {3}.*lib\.so has 4 bytes in place of 5\n.*install tfjs-cpu$/m);
  assert.match(text, /^ {2}xla-cuda {3}XLA on NVIDIA cards, .*\n.*install xla-cuda$/m);
});

test('what can be used is told with why, and what cannot with what mends it', () => {
  const text = reportText({
    engines: [{ name: 'cpu', usable: true, why: '50 ms a step' }],
    devices: [{ name: 'cuda', usable: false, why: 'there is\n  no card.', remedy: 'Buy one.' }],
    ...{ folder: root, packages: [], plugins: [] },
  });
  assert.match(text, /^ {2}cpu +usable +50 ms a step$/m);
  assert.match(text, /^ {2}cuda +not +there is no card\n +Buy one\.$/m);
});

test('a plugin that is named, and that of a Python with JAX, are found', (t) => {
  const before = { ...process.env };
  t.after(() => {
    process.env = before;
  });
  if (spawnSync('python3', ['--version']).status !== 0) return t.skip('no Python here');
  const site = join(root, 'site');
  const file = join(site, 'jax_plugins/xla_cuda13/xla_cuda_plugin.so');
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '');
  process.env.PYTHONPATH = site;
  process.env.SELFSAME_PJRT_PLUGIN = join(root, 'none.so');
  const named = { from: 'SELFSAME_PJRT_PLUGIN', file: join(root, 'none.so'), isThere: false };
  assert.deepEqual(foundPlugins(), [named, { from: "python3's JAX", file, isThere: true }]);
});
