import { join, resolve } from 'node:path';
import { enginesFolder, installedEngine, jaxPlugin } from '@selfsame/models';
import type { PluginSpec } from './pjrt/client.ts';
import { cudaPlugin } from './pjrt/cuda.ts';

/** Names a plugin's file, in place of the one that is installed. */
export const pluginVariable = 'SELFSAME_PJRT_PLUGIN';

export interface FoundPlugin extends PluginSpec {
  /** Folder for what it has compiled. */
  readonly executables: string;
  /** Whether it is the installed one for the processor. */
  readonly onCpu?: boolean;
}

/**
 * The plugin to load: the one that the environment names, else the installed one for NVIDIA cards,
 * else that of a JAX with CUDA, else the installed one for the processor.
 */
export function findPlugin(): FoundPlugin | undefined {
  const executables = join(enginesFolder(), 'executables');
  const named = process.env[pluginVariable];
  if (named) return { file: resolve(named), executables };
  const installed = installedEngine('xla-cuda')?.folder;
  // With the installation goes what was compiled for its libraries.
  if (installed !== undefined)
    return { ...cudaPlugin(installed), executables: join(installed, 'executables') };
  const file = jaxPlugin();
  // It lies in the folder of Python's packages, beside NVIDIA's, as they are unpacked by us too.
  if (file !== undefined) return { ...cudaPlugin(resolve(file, '../../..')), executables };
  const own = installedEngine('xla-cpu');
  if (own === undefined) return undefined;
  const { folder, library } = own;
  return { file: join(folder, library), executables: join(folder, 'executables'), onCpu: true };
}
