import { resolve } from 'node:path';
import { ConfigError, toFlag } from '@selfsame/models';
import { call } from '../config/load.ts';
import type { Resumed } from '../config/readTrain.ts';
import type { ConfigKey } from '../config/schema.ts';
import { openRunFolder, pathKeys } from '../run/folder.ts';

/**
 * Sees that what is given beside --resume is what the run was started with: it goes on with its own.
 * @throws {ConfigError} telling what is another one
 */
export function checkUnchanged({ resume, given }: Resumed): void {
  const { path, config } = openRunFolder(resume);
  const problems = Object.entries(given).flatMap(([key, value]) => {
    const own = config[key as ConfigKey];
    const isPath = (pathKeys as readonly string[]).includes(key);
    if ((isPath ? resolve(String(value)) : value) === own) return [];
    return `${key} (${toFlag(key)}) is ${own ?? 'not given'} in this run, and it goes on with its own; for ${value}, start another one from its weights: ${call} --init ${path} ${toFlag(key)} ${value} ...`;
  });
  if (problems.length > 0) throw new ConfigError(problems, call);
}
