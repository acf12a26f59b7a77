import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Arrays } from '../engine/engine.ts';
import { CheckpointError } from './CheckpointError.ts';
import { decodeTensors, encodeTensors } from './safetensors.ts';

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
  /** Weights, optimiser state and running statistics. */
  readonly variables: Arrays;
}

/** Older ones are deleted; two, so that a damaged one costs little. */
const kept = 2;
const pattern = /^step-(\d{9})\.safetensors$/;

/** Writes a checkpoint to a temporary file, flushes it and renames it: it is there whole or not. */
export async function saveCheckpoint(folder: string, checkpoint: Checkpoint): Promise<string> {
  const { step, seconds, dataset, variables } = checkpoint;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `step-${String(step).padStart(9, '0')}.safetensors`);
  const metadata = { step: String(step), seconds: String(seconds), dataset };
  await writeFileAtomic(path, Buffer.from(encodeTensors({ tensors: variables, metadata })));
  for (const old of listCheckpoints(folder).slice(0, -kept)) rmSync(old, { force: true });
  return path;
}

/** The newest checkpoint of a run; undefined if there is none yet. */
export function latestCheckpoint(folder: string): Checkpoint | undefined {
  const path = listCheckpoints(folder).at(-1);
  return path === undefined ? undefined : readCheckpoint(path);
}

export function readCheckpoint(path: string): Checkpoint {
  try {
    const { tensors, metadata } = decodeTensors(readFileSync(path));
    const { step, seconds, dataset = '' } = metadata;
    return { step: Number(step), seconds: Number(seconds), dataset, variables: { ...tensors } };
  } catch (error) {
    const remedy = 'Delete it to go on from the one before.';
    throw new CheckpointError(path, (error as Error).message, remedy, { cause: error });
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
