import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { enginesFolder, jaxPlugin } from '@selfsame/models';
import type { PluginSpec } from './pjrt/client.ts';
import { cudaPlugin } from './pjrt/cuda.ts';

/**
 * The plugin to load: the one that the environment names (SELFSAME_PJRT_PLUGIN, a file), else the
 * installed one for NVIDIA cards, else that of python3's JAX. That for the CPU is for tests, and has
 * to be named.
 */
export function findPlugin(): PluginSpec | undefined {
  const named = process.env.SELFSAME_PJRT_PLUGIN;
  if (named) return { file: resolve(named) };
  const installed = cudaPlugin(join(enginesFolder(), 'xla-cuda'));
  if (existsSync(installed.file)) return installed;
  const ofJax = jaxPlugin();
  // It lies in the folder of Python's packages, beside NVIDIA's, as they are unpacked by us too.
  return ofJax === undefined ? undefined : cudaPlugin(resolve(ofJax, '../../..'));
}

/** Where this program keeps what can be made again. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'selfsame');
}
