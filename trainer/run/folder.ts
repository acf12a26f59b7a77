import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { RunError } from '../errors.ts';
import { writeAtomic } from '../files/writeAtomic.ts';

/** A run's folder and the places in it. */
export interface RunFolder {
  readonly path: string;
  readonly config: Config;
  readonly checkpoints: string;
  readonly metrics: string;
  /** Models root to publish in. */
  readonly models: string;
}

/** In a run's folder. */
export const configFile = 'config.json';
export const checkpointsFolder = 'checkpoints';

/** Makes the folder of a new run; its config is all that resuming needs to know. */
export function createRunFolder(config: Config): RunFolder {
  const time = new Date().toISOString().slice(0, 19).replace(/[T:]/g, '-');
  const path = resolve(config.run ?? join('runs', `${config.name}-${time}`));
  if (existsSync(join(path, configFile))) {
    throw new RunError(
      path,
      'holds a run already',
      'Resume it with --resume, or choose another --run.',
    );
  }
  const absolute = { ...withAbsolutePaths(config), run: path };
  try {
    mkdirSync(path, { recursive: true });
    const text = `${JSON.stringify(absolute, null, 2)}\n`;
    writeAtomic(join(path, configFile), (fd) => writeFileSync(fd, text));
  } catch (error) {
    const reason = `cannot be written: ${(error as Error).message}`;
    throw new RunError(path, reason, 'Choose another folder with --run.', error);
  }
  return places(path, absolute);
}

/**
 * Writes to a run's folder.
 * @throws {RunError} if the disk is full, or refuses for another reason
 */
export function writeToRun(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    const reason = `cannot be written: ${(error as Error).message}`;
    const remedy = 'Make room there, and resume the run; it goes on from its newest checkpoint.';
    throw new RunError(path, reason, remedy, error);
  }
}

/** A run may be resumed from another working folder than it was started in. */
function withAbsolutePaths(config: Config): Config {
  const paths = (['data', 'cache', 'models', 'evaluate', 'init'] as const).flatMap((key) =>
    config[key] === undefined ? [] : [[key, resolve(config[key])]],
  );
  const { labels } = config;
  const isFile = labels !== undefined && labels !== 'folders' && labels !== 'none';
  return { ...config, ...Object.fromEntries(paths), ...(isFile && { labels: resolve(labels) }) };
}

/** @param publish in place of what the run was started with */
export function openRunFolder(folder: string, publish?: Config['publish']): RunFolder {
  const path = resolve(folder);
  let settings: Record<string, unknown>;
  try {
    settings = JSON.parse(readFileSync(join(path, configFile), 'utf8')) as typeof settings;
  } catch (error) {
    const reason = `has no readable ${configFile}: ${(error as Error).message}`;
    throw new RunError(path, reason, 'Give --resume the folder of an earlier run.', error);
  }
  return places(path, checkConfig({ ...settings, ...(publish && { publish }) }));
}

function places(path: string, config: Config): RunFolder {
  return {
    path,
    config,
    checkpoints: join(path, checkpointsFolder),
    metrics: join(path, 'metrics.jsonl'),
    models: config.models ?? join(path, 'models'),
  };
}
