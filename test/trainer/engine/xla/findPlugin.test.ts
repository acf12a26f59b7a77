import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findPlugin } from '../../../../trainer/engine/xla/findPlugin.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-plugin-'));
after(() => rmSync(root, { recursive: true }));

/** An engine as an install leaves it. */
function install(name: string, library: string): void {
  mkdirSync(join(root, name, library, '..'), { recursive: true });
  writeFileSync(join(root, name, library), 'four');
  const files = [{ path: library, bytes: 4, sha256: '' }];
  const record = { name, version: '1', library, versions: {}, recipe: '', installed: '', files };
  writeFileSync(join(root, name, 'engine.json'), JSON.stringify(record));
}

test('the plugin that is named wins, then the one for cards, then the one for the processor', () => {
  // No Python that has a JAX is looked for.
  Object.assign(process.env, { SELFSAME_ENGINES: root, PATH: root, SELFSAME_PJRT_PLUGIN: '' });
  assert.equal(findPlugin(), undefined);
  install('xla-cpu', 'libpjrt_cpu.so');
  const own = findPlugin()!;
  assert.deepEqual([own.file, own.onCpu], [join(root, 'xla-cpu', 'libpjrt_cpu.so'), true]);

  install('xla-cuda', 'jax_plugins/xla_cuda13/xla_cuda_plugin.so');
  const card = findPlugin()!;
  assert.match(card.file, /xla-cuda.jax_plugins.xla_cuda13.xla_cuda_plugin\.so$/);
  assert.equal(card.onCpu, undefined);

  process.env.SELFSAME_PJRT_PLUGIN = join(root, 'other.so');
  assert.equal(findPlugin()!.file, join(root, 'other.so'));
});
