import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  type Bundle,
  checkpointOf,
  digestOf,
  modelDigest,
  modelName,
  readBundle,
} from '@selfsame/models';
import type { Arrays } from '../arrays.ts';
import {
  type Checkpoint,
  latestCheckpoint,
  type Origin,
  readCheckpoint,
} from '../checkpoint/checkpoint.ts';
import { CheckpointError } from '../errors.ts';
import { readEncoder } from '../export/readEncoder.ts';
import { checkpointsFolder } from '../run/folder.ts';
import { modelShapes, type Shapes } from '../step.ts';
import { isTorchFile } from '../torch/isTorchFile.ts';
import { readTorchNetwork } from '../torch/readNetwork.ts';
import { isBundle } from './findInit.ts';

/** What --init leads to. */
export interface InitSource {
  /** The file that it was read from. */
  readonly file: string;
  /** Weights and running statistics: of the encoder alone where there is no checkpoint. */
  readonly variables: Arrays;
  readonly shapes: Shapes;
  readonly origin: Origin;
}

/**
 * @param path of a checkpoint, selfsame's or PyTorch's, of a run's folder, whose newest one is taken, or
 *   of a bundle's
 * @throws {CheckpointError | GraphForeignError} and what is wrong with a PyTorch checkpoint, and what is wrong with a bundle
 */
export async function readInit(path: string): Promise<InitSource> {
  if (isBundle(path)) return ofBundle(await readBundle(path));
  if (isTorchFile(path)) return ofTorch(path);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return ofCheckpoint(path);
  const newest = latestCheckpoint(join(path, checkpointsFolder));
  if (newest) return ofCheckpoint(newest.path, newest.checkpoint);
  const remedy = 'Give --init a checkpoint, the folder of a run that has one, or a bundle.';
  throw new CheckpointError(path, 'there is none in this folder', remedy);
}

async function ofBundle(bundle: Bundle): Promise<InitSource> {
  const { card, graphPath } = bundle;
  const origin = { bundle: modelName(card), digest: modelDigest(card) };
  const checkpoint = await checkpointOf(bundle);
  if (checkpoint !== undefined) {
    const source = ofCheckpoint(checkpoint);
    const { step, dataset, ...file } = source.origin;
    const trained = card.training && { step, dataset };
    return { ...source, origin: { ...origin, ...file, ...trained } };
  }
  const { encoder, variables } = readEncoder(bundle);
  // It reads none that was imported.
  const { steps: step, dataset } = card.training!;
  return {
    file: graphPath,
    variables,
    shapes: modelShapes(encoder.module),
    origin: { ...origin, step, dataset: dataset.digest },
  };
}

async function ofTorch(file: string): Promise<InitSource> {
  const { variables, shapes } = await readTorchNetwork(file);
  const { sha256 } = await digestOf(file);
  return { file, variables, shapes, origin: { checkpoint: basename(file), sha256 } };
}

function ofCheckpoint(
  file: string,
  checkpoint: Checkpoint = readCheckpoint(file, 'Give --init another one, or a run, or a bundle.'),
): InitSource {
  const { variables, shapes, step, dataset } = checkpoint;
  return { file, variables, shapes, origin: { checkpoint: basename(file), step, dataset } };
}
