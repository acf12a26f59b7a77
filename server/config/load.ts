import { z } from 'zod';
import { ConfigError } from '../errors/start.ts';
import { type Limits, limitSettings } from './limits.ts';
import { isLoopback } from './loopback.ts';
import { configSchema, type Settings } from './schema.ts';
import { fromEnvironment } from './sources/environment.ts';
import { fromFile } from './sources/file.ts';
import { fromFlags } from './sources/flags.ts';
import type { Given } from './sources/given.ts';

/** The server's settings, with its bounds by themselves. */
export type Config = Readonly<Omit<Settings, keyof Limits>> & {
  readonly limits: Limits;
  /** To check the data folder and exit. */
  readonly check: boolean;
  /** A new folder to copy what can be read of the data folder into, to exit then. */
  readonly salvage: string | undefined;
};

/**
 * The settings: flags win over the environment, that over the file, that over the defaults.
 * @throws {ConfigError} with everything that is wrong anywhere, and where
 */
export function loadConfig(args: readonly string[], environment: NodeJS.ProcessEnv): Config {
  const flags = fromFlags(args);
  const file = flags.file === undefined ? { given: [], problems: [] } : fromFile(flags.file);
  const variables = fromEnvironment(environment);
  const problems = [file, variables, flags].flatMap((source) => source.problems);
  const given = [...file.given, ...variables.given, ...flags.given];
  problems.push(...given.flatMap(problemsOf));
  if (problems.length > 0) throw new ConfigError(problems);

  const settings = configSchema.parse(
    Object.fromEntries(given.map(({ name, value }) => [name, value])),
  );
  const conflicts = conflictsOf(settings);
  if (conflicts.length > 0) throw new ConfigError(conflicts);
  const limits = z.object(limitSettings).parse(settings);
  return { ...settings, limits, check: flags.check, salvage: flags.salvage };
}

/** What is wrong with one value; the value itself may be a secret and is left out. */
function problemsOf({ name, value, from }: Given): string[] {
  const result = configSchema.shape[name].safeParse(value);
  return result.success ? [] : result.error.issues.map(({ message }) => `${from}: ${message}`);
}

/** Settings that are good by themselves but not together. */
function conflictsOf({ host, insecure, apiKeys, headersMs, requestMs }: Settings): string[] {
  const conflicts: string[] = [];
  if (!isLoopback(host) && !insecure && apiKeys.length === 0) {
    conflicts.push(
      `host: binding to ${host} would let everyone who can reach this machine read, change and delete the indexed pictures. Set SELFSAME_API_KEYS, bind to 127.0.0.1, or add --insecure if something in front of the server decides who gets in`,
    );
  }
  if (headersMs > requestMs)
    conflicts.push(`headersMs: ${headersMs} is more than requestMs, ${requestMs}`);
  return conflicts;
}
