import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * Where `selfsame engines` keeps what it installs: in the user's cache, where the system has it, or
 * in the folder that SELFSAME_ENGINES names. Outside of node_modules, so that `npm ci` removes none
 * of it and an installation that cannot be written has engines all the same.
 */
export function enginesFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { SELFSAME_ENGINES: named } = environment;
  return named ? resolve(named) : join(cacheOf(environment, platform), 'selfsame', 'engines');
}

function cacheOf(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (platform === 'win32') return environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  // One that is relative is to be ignored: https://specifications.freedesktop.org/basedir-spec.
  const { XDG_CACHE_HOME: cache = '' } = environment;
  return isAbsolute(cache) ? cache : join(homedir(), '.cache');
}
