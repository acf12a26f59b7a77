import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadConfig } from '../../server/config/load.ts';
import { healthEndpoints } from '../../server/routes/health.ts';

export const root = join(import.meta.dirname, '../..');
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
export const yamlOf = (path: string) => parse(textOf(path), { merge: true });

/** Where the server listens unless it is told otherwise. */
export const defaultPort = loadConfig([], {})!.port;

/** Paths by which the server tells how it is. */
export const healthPaths = healthEndpoints({} as never).map(({ path }) => path);

/** What a server would be told. @throws {ConfigError} of what is no setting, or has no good value */
export const configOf = (
  [command, ...args]: readonly string[],
  variables: Record<string, string>,
) => {
  if (command !== 'start') throw new Error(`${command} does not start a server`);
  return loadConfig(args, variables)!;
};
