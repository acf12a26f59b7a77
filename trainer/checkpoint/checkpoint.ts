import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Arrays } from '../engine/engine.ts';
import { syncFolder } from '../files/syncFolder.ts';
import { CheckpointError } from './CheckpointError.ts';
import { readTensors, writeTensors } from './safetensors.ts';

/**
 * Everything that the next step depends on and that is not in the run's config: random numbers are
 * functions of the seed and the step, so a resumed run continues exactly.
 */
export interface Checkpoint {
  /** Steps done. */
  readonly step: number;
  /** Time spent training, in seconds. */
  readonly seconds: number;
  /** Digest of the pictures that were trained on. */
  readonly dataset: string;
  /** Engines that the run was trained with so far. */
  readonly engines: readonly string[];
  /** Of a run that was started with --init. */
  readonly origin?: Origin | undefined;
  /** Weights, optimiser state and running statistics. */
  readonly variables: Arrays;
  /** The variables' shapes, by their names. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
}

/** The checkpoint that a run's first weights came from. */
export interface Origin {
  /** Its file name. */
  readonly checkpoint: string;
  readonly step: number;
  /** Digest of the pictures that it was trained on. */
  readonly dataset: string;
}

/** Older ones are deleted; two, so that a damaged one costs little. */
const kept = 2;
const pattern = /^step-(\d{9})\.safetensors$/;
/** What is being written; always under this name, so that a crash leaves no more than one. */
const unfinished = 'unfinished.safetensors';

/** Writes a checkpoint to a temporary file, flushes it and renames it: it is there whole or not. */
export function saveCheckpoint(folder: string, checkpoint: Checkpoint): string {
  const { step, seconds, dataset, engines, origin, variables, shapes } = checkpoint;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `step-${String(step).padStart(9, '0')}.safetensors`);
  const metadata = {
    step: String(step),
    seconds: String(seconds),
    dataset,
    engines: engines.join(','),
    ...(origin && { origin: JSON.stringify(origin) }),
  };
  const temporary = join(folder, unfinished);
  writeTensors(temporary, { tensors: variables, shapes, metadata });
  renameSync(temporary, path);
  syncFolder(folder);
  for (const old of listCheckpoints(folder).slice(0, -kept)) rmSync(old, { force: true });
  return path;
}

/** The newest checkpoint of a run; undefined if there is none yet. */
export function latestCheckpoint(folder: string): Checkpoint | undefined {
  const path = listCheckpoints(folder).at(-1);
  return path === undefined
    ? undefined
    : readCheckpoint(path, 'Delete it to go on from the one before.');
}

/**
 * @param remedy what to do about a checkpoint that cannot be read
 * @throws {CheckpointError}
 */
export function readCheckpoint(path: string, remedy: string): Checkpoint {
  try {
    const { tensors, shapes, metadata } = readTensors(path);
    const { step, seconds, dataset = '', engines = '', origin } = metadata;
    return {
      step: Number(step),
      seconds: Number(seconds),
      dataset,
      engines: engines.split(',').filter(Boolean),
      ...(origin !== undefined && { origin: JSON.parse(origin) as Origin }),
      variables: { ...tensors },
      shapes,
    };
  } catch (error) {
    throw new CheckpointError(path, (error as Error).message, remedy, { cause: error });
  }
}

/** Oldest first. */
export function listCheckpoints(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => pattern.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
