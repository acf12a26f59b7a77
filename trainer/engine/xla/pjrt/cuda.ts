import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { PluginSpec } from './client.ts';

/** In the order in which they need each other. */
const libraries = [
  ...['libcudart', 'libnvrtc', 'libnvJitLink', 'libcublasLt', 'libcublas', 'libcupti'],
  ...['libcusparse', 'libcusolver', 'libcufft', 'libnccl', 'libnvshmem_host', 'libcudnn'],
];

/**
 * How JAX's CUDA plugin is loaded from the wheels of PyPI (`jax-cuda13-pjrt` or `jax-cuda12-pjrt`,
 * and NVIDIA's), as jax_plugins/xla_cuda13/__init__.py does: NVIDIA's libraries first, by their
 * paths, so that those are found and no others. They need not be global: the loader finds a library
 * that is loaded by its name.
 *
 * Of the plugin's options, `visible_devices` is a list of cards (default: all), `preallocate` whether
 * `memory_fraction` of a card (a number up to 1) is taken at once, and `allocator` 'default', 'bfc',
 * 'cuda_async', 'platform', 'vmm' or 'address'; an option that it does not know is an XlaError.
 * @param root where the wheels are unpacked, so that it holds `jax_plugins/` and `nvidia/`
 */
export function cudaPlugin(root: string): PluginSpec {
  const below = (pattern: string) => globSync(pattern, { cwd: root }).map((at) => join(root, at));
  const [file = join(root, 'jax_plugins', 'xla_cuda13', 'xla_cuda_plugin.so')] = below(
    'jax_plugins/xla_cuda*/xla_cuda_plugin.so',
  );
  const found = below('nvidia/*/lib/*.so.*');
  const preload = libraries.flatMap((name) =>
    found.filter((path) => new RegExp(`^${name}\\.so\\.\\d+$`).test(basename(path))),
  );
  return { file, preload, environment: environmentOf(root) };
}

/** XLA compiles with libdevice (and ptxas) of this folder: of the one that holds it. */
function environmentOf(root: string): Record<string, string> {
  const folders = ['cu13', 'cuda_nvcc'].map((name) => join(root, 'nvidia', name));
  const folder = folders.find((path) => existsSync(join(path, 'nvvm', 'libdevice')));
  return folder === undefined ? {} : { XLA_FLAGS: `--xla_gpu_cuda_data_dir=${folder}` };
}
