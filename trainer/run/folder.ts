import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
  if (config.run !== undefined && existsSync(join(config.run, configFile))) {
    throw new RunError(
      resolve(config.run),
      'holds a run already',
      'Resume it with --resume, or choose another --run.',
    );
  }
  const named = resolve(config.run ?? join('runs', `${config.name}-${timeNow()}`));
  let path = named;
  let absolute: Config;
  try {
    path = config.run === undefined ? makeNumbered(named) : made(named);
    absolute = { ...withAbsolutePaths(config), run: path };
    const text = `${JSON.stringify(absolute, null, 2)}\n`;
    writeAtomic(join(path, configFile), (fd) => writeFileSync(fd, text));
  } catch (error) {
    const reason = `cannot be written: ${(error as Error).message}`;
    throw new RunError(path, reason, 'Choose another folder with --run.', error);
  }
  return places(path, absolute);
}

const timeNow = () => new Date().toISOString().slice(0, 19).replace(/[T:]/g, '-');

function made(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}

/** A folder that is nobody else's: of runs that begin in the same second the later ones have numbers. */
function makeNumbered(path: string): string {
  made(dirname(path));
  for (let number = 1; ; number++) {
    const free = number === 1 ? path : `${path}-${number}`;
    try {
      mkdirSync(free);
      return free;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** What a run writes before its first step. */
const ofStart = [configFile, checkpointsFolder, 'manifest.jsonl', 'metrics.jsonl', 'lock'];
const ofReport = ['report.html', 'looks.jsonl', 'notices.jsonl'];

/**
 * Removes the folder of a run that has failed before its first step: it would be in the way of the
 * next one. What else lies there stays.
 */
export function discardUnbegun({ path, metrics }: RunFolder): void {
  if ((statSync(metrics, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  const isOwn = (name: string) =>
    ofStart.includes(name) || ofReport.includes(name) || name.startsWith('events.out.');
  const names = readdirSync(path);
  for (const name of names.filter(isOwn)) rmSync(join(path, name), { recursive: true });
  if (names.every(isOwn)) rmdirSync(path);
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

/** Settings that are paths. */
export const pathKeys = ['data', 'cache', 'models', 'evaluate', 'init', 'run'] as const;

/** A run may be resumed from another working folder than it was started in. */
function withAbsolutePaths(config: Config): Config {
  const paths = pathKeys.flatMap((key) =>
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
