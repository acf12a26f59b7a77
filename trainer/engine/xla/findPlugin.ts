import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PluginSpec } from './pjrt/client.ts';

/** Names a plugin's file, in place of the one that is installed. */
export const pluginVariable = 'SELFSAME_PJRT_PLUGIN';

/**
 * The plugin to load: the one that the environment names, else the installed one for NVIDIA cards.
 * That for the CPU is for tests, and has to be named.
 */
export function findPlugin(): PluginSpec | undefined {
  const named = process.env[pluginVariable];
  if (named) return { file: resolve(named) };
  return installedPlugin('xla-cuda');
}

/** What `npm run engines -- install` has put into the engine's folder, with its description. */
function installedPlugin(engine: string): PluginSpec | undefined {
  const folder = join(cacheFolder(), 'engines', engine);
  const description = join(folder, 'engine.json');
  if (!existsSync(description)) return undefined;
  const {
    file,
    preload = [],
    ...rest
  } = JSON.parse(readFileSync(description, 'utf8')) as PluginSpec;
  return {
    ...rest,
    file: join(folder, file),
    preload: preload.map((library) => join(folder, library)),
  };
}

/** Where this program keeps what can be made again. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'selfsame');
}
