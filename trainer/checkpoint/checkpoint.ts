import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Arrays } from '../arrays.ts';
import { CheckpointError } from '../errors.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import { readTensors, type TensorFile, writeTensors } from './safetensors.ts';

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
  /** How often the run has gone back to a checkpoint, with a lower learning rate. */
  readonly rollBacks?: number | undefined;
  /** Weights, optimiser state and running statistics. */
  readonly variables: Arrays;
  /** The variables' shapes, by their names. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
}

/** Where a run's first weights came from. */
export interface Origin {
  /** "name/version" of the bundle, and the digest that its vectors carry; where it was a bundle. */
  readonly bundle?: string;
  readonly digest?: string;
  /** File name of the checkpoint; left out where the encoder was read from a bundle's graph. */
  readonly checkpoint?: string;
  /** SHA-256 of a checkpoint that is not selfsame's. */
  readonly sha256?: string;
  /** Steps that they had been trained for; left out where selfsame did not train them. */
  readonly step?: number;
  /** Digest of the pictures that they were trained on; left out where selfsame did not train them. */
  readonly dataset?: string;
}

/** Older ones are deleted; two, so that a damaged one costs little. */
const kept = 2;
const pattern = /^step-(\d{9})\.safetensors$/;

/** Writes a checkpoint, which is there whole or not at all, also after a power cut. */
export function saveCheckpoint(folder: string, checkpoint: Checkpoint): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `step-${String(checkpoint.step).padStart(9, '0')}.safetensors`);
  writeAtomic(path, (fd) => writeCheckpoint(fd, checkpoint));
  const all = listCheckpoints(folder);
  // Those of later steps were damaged: the run has gone on from before them.
  const [older, later] = [all.filter((one) => one <= path), all.filter((one) => one > path)];
  for (const old of [...older.slice(0, -kept), ...later]) rmSync(old, { force: true });
  return path;
}

/** Writes a checkpoint to an empty file. */
export function writeCheckpoint(fd: number, checkpoint: Checkpoint): void {
  const { step, seconds, dataset, engines, origin, rollBacks, variables, shapes } = checkpoint;
  const metadata = {
    step: String(step),
    seconds: String(seconds),
    dataset,
    engines: engines.join(','),
    ...(origin && { origin: JSON.stringify(origin) }),
    ...(rollBacks && { rollBacks: String(rollBacks) }),
  };
  writeTensors(fd, { tensors: variables, shapes, metadata });
}

/**
 * The newest checkpoint of a run that is whole, and its path; undefined if there is none yet. One
 * that is damaged is named on stderr, and the one before it taken.
 * @throws {CheckpointError} if there are some, and all are damaged
 */
export function latestCheckpoint(
  folder: string,
): { readonly path: string; readonly checkpoint: Checkpoint } | undefined {
  let damage: CheckpointError | undefined;
  for (const path of listCheckpoints(folder).reverse()) {
    try {
      const remedy = 'Put back a copy of it, or start a new run.';
      return { path, checkpoint: readCheckpoint(path, remedy) };
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      console.error(`${error.message} The one before it is tried.`);
      damage = error;
    }
  }
  if (damage) throw damage;
  return undefined;
}

/**
 * @param remedy what to do about a checkpoint that cannot be read
 * @throws {CheckpointError}
 */
export function readCheckpoint(path: string, remedy: string): Checkpoint {
  try {
    const { tensors, shapes, metadata } = readFile(path);
    const { step, seconds, dataset = '', engines = '', origin, rollBacks } = metadata;
    return {
      step: Number(step),
      seconds: Number(seconds),
      dataset,
      engines: engines.split(',').filter(Boolean),
      ...(origin !== undefined && { origin: JSON.parse(origin) as Origin }),
      ...(rollBacks !== undefined && { rollBacks: Number(rollBacks) }),
      variables: { ...tensors },
      shapes,
    };
  } catch (error) {
    throw new CheckpointError(path, (error as Error).message, remedy, error);
  }
}

function readFile(path: string): TensorFile {
  const fd = openSync(path, 'r');
  try {
    return readTensors(fd);
  } finally {
    closeSync(fd);
  }
}

/** Oldest first. */
function listCheckpoints(folder: string): string[] {
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
