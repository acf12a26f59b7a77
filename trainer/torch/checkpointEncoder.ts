import * as tf from '@tensorflow/tfjs-core';
import { writeCheckpoint } from '../checkpoint/checkpoint.ts';
import { trace } from '../engine/trace/trace.ts';
import { constants, featuresOf } from '../export/encoderGraph.ts';
import { linesOf, readTorchNetwork, type TorchNetwork, usualSize } from './readNetwork.ts';

export interface CheckpointOptions {
  /** Side of the pictures that it takes, in pixels; undefined: as networks of its stem usually do. */
  readonly size?: number | undefined;
  readonly prefix?: string | undefined;
  /** Zeros around a picture before a 3 x 3 stem; undefined: 1, which keeps its size. */
  readonly stemPadding?: number | undefined;
}

/**
 * The encoder of a PyTorch checkpoint, to be imported.
 * @returns `graph` from pictures [N, 3, size, size], float32 and normalised, to `features` [N, D]; and
 *   `checkpoint`, which writes what a run can start from
 * @throws {SelfsameError}
 */
export async function checkpointEncoder(path: string, options: CheckpointOptions) {
  const { prefix: told, stemPadding = 1 } = options;
  const network = await readTorchNetwork(path, told);
  const { name, stem, prefix, encoder, variables, shapes } = network;
  const size = options.size ?? usualSize[stem];
  const isPadded = stem === 'cifar' && stemPadding !== 1;
  return {
    encoder: name,
    parameters: encoder.module.parameters.reduce((sum, { name: one }) => {
      return sum + variables[`weight/${one}`]!.length;
    }, 0),
    graph: graphOf(network, size, isPadded ? stemPadding - 1 : 0),
    lines: linesOf(network),
    settings: { encoder: name, stem, prefix, size, ...(isPadded && { stemPadding }) },
    checkpoint: (fd: number) =>
      writeCheckpoint(fd, {
        ...{ step: 0, seconds: 0, dataset: '', engines: [], variables, shapes },
      }),
  };
}

/** @param border of zeros around pictures, beyond what the stem has itself */
function graphOf({ encoder, variables }: TorchNetwork, size: number, border: number): Uint8Array {
  const { module } = encoder;
  const shape = [2, 3, size, size];
  return trace(
    (inputs) => {
      const around: [number, number] = [border, border];
      const seen =
        border === 0 ? inputs.pixels! : tf.pad(inputs.pixels!, [[0, 0], [0, 0], around, around]);
      return { features: featuresOf(module, seen, constants(module, variables)) };
    },
    { pixels: { dtype: 'float32', shape, dynamicBatch: true } },
  );
}
