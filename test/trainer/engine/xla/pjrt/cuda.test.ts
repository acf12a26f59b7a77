import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { cudaPlugin } from '../../../../../trainer/engine/xla/pjrt/cuda.ts';

const root = mkdtempSync(join(tmpdir(), 'selfsame-cuda-'));
after(() => rmSync(root, { recursive: true }));

function unpacked(folder: string, ...files: string[]): string {
  for (const file of files) {
    mkdirSync(dirname(join(root, folder, file)), { recursive: true });
    writeFileSync(join(root, folder, file), '');
  }
  return join(root, folder);
}

test("CUDA's libraries are loaded in the order in which they need each other", () => {
  const folder = unpacked(
    'cuda13',
    'jax_plugins/xla_cuda13/xla_cuda_plugin.so',
    'nvidia/cu13/lib/libcusolver.so.12',
    'nvidia/cu13/lib/libcublas.so.13',
    'nvidia/cu13/lib/libcublasLt.so.13',
    'nvidia/cu13/lib/libnvrtc-builtins.so.13.5',
    'nvidia/cu13/lib/libnvrtc.so.13',
    'nvidia/cu13/nvvm/libdevice/libdevice.10.bc',
    'nvidia/cudnn/lib/libcudnn.so.9',
    'nvidia/cudnn/lib/libcudnn_ops.so.9',
  );
  const { file, preload, environment } = cudaPlugin(folder);
  assert.equal(file, join(folder, 'jax_plugins/xla_cuda13/xla_cuda_plugin.so'));
  assert.deepEqual(
    preload!.map((path) => basename(path)),
    [
      'libnvrtc.so.13',
      'libcublasLt.so.13',
      'libcublas.so.13',
      'libcusolver.so.12',
      'libcudnn.so.9',
    ],
  );
  assert.deepEqual(environment, {
    XLA_FLAGS: `--xla_gpu_cuda_data_dir=${join(folder, 'nvidia/cu13')}`,
  });
});

test("CUDA 12's wheels have a folder for each", () => {
  const folder = unpacked(
    'cuda12',
    'jax_plugins/xla_cuda12/xla_cuda_plugin.so',
    'nvidia/cublas/lib/libcublas.so.12',
    'nvidia/cuda_runtime/lib/libcudart.so.12',
    'nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc',
  );
  const { file, preload, environment } = cudaPlugin(folder);
  assert.match(file, /xla_cuda12/);
  assert.deepEqual(
    preload!.map((path) => basename(path)),
    ['libcudart.so.12', 'libcublas.so.12'],
  );
  assert.match(environment!.XLA_FLAGS!, /nvidia\/cuda_nvcc$/);
});

test('a folder without a plugin is named in the error that loading it gives', () => {
  const { file, preload } = cudaPlugin(join(root, 'none'));
  assert.match(file, /none\/jax_plugins\/xla_cuda13\/xla_cuda_plugin\.so$/);
  assert.deepEqual(preload, []);
});
