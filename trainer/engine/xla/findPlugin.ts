import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PluginSpec } from './pjrt/client.ts';
import { cudaPlugin } from './pjrt/cuda.ts';

/**
 * The plugin to load: the one that the environment names (SELFSAME_PJRT_PLUGIN, a file), else the
 * installed one for NVIDIA cards. That for the CPU is for tests, and has to be named.
 */
export function findPlugin(): PluginSpec | undefined {
  const named = process.env.SELFSAME_PJRT_PLUGIN;
  if (named) return { file: resolve(named) };
  const installed = cudaPlugin(join(cacheFolder(), 'engines', 'xla-cuda'));
  return existsSync(installed.file) ? installed : undefined;
}

/** Where this program keeps what can be made again. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'selfsame');
}
