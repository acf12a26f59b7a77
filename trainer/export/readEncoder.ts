import { readFileSync } from 'node:fs';
import { type Bundle, modelName } from '@selfsame/models';
import { encoderOutput } from '@selfsame/models/import';
import { dataTypes, decodeGraph, type StoredConstant } from '@selfsame/models/onnx';
import type { Arrays } from '../arrays.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import { GraphForeignError } from '../errors.ts';
import type { Encoder } from '../nn/encoders.ts';
import { modelShapes, type Shapes } from '../step.ts';
import { encoderGraph } from './encoderGraph.ts';
import { encoderOfCard } from './encoderOfCard.ts';
import { matchGraphs } from './matchGraphs.ts';
import type { Whitening } from './whitening.ts';

/** What an encoder's graph was made of: the inputs of `encoderGraph`. */
export interface EncoderParts {
  readonly encoder: Encoder;
  /** The encoder's weights and running statistics, under the step's names. */
  readonly variables: Arrays;
  readonly scale: PixelScale;
  readonly whitening: Whitening;
}

/** Names of the parts that are no variables. */
const [scaleMean, scaleDeviation] = ['scale/mean', 'scale/deviation'] as const;
const [whiteningMean, whiteningProjection] = ['whitening/mean', 'whitening/projection'] as const;
/** The first value of a part's stand-in is this and its place in the list: a whole float32 number. */
const firstMark = 2 ** 20;

/**
 * The way back of `encoderGraph`, whose constants have no names. An encoder of the kind that the
 * bundle's description names is exported with marks in the place of its weights, and the bundle's
 * graph compared with that node by node; so what is read is what the bundle computes with, or
 * nothing is.
 * @throws {GraphForeignError} where the graph is not one that this trainer exports
 */
export function readEncoder({ card, graphPath }: Bundle): EncoderParts {
  const encoder = encoderOfCard(card);
  const foreign = (reason: string, cause?: unknown) =>
    new GraphForeignError(modelName(card), graphPath, reason, cause);
  if (encoder === null) throw foreign(`its encoder, ${card.encoder}, is not one of the trainer's`);
  try {
    const values = valuesOf(
      readFileSync(graphPath),
      encoderOutput(card),
      encoder,
      card.input.width,
    );
    const variables = Object.keys(modelShapes(encoder.module)).map((name) => [name, values(name)]);
    return {
      encoder,
      variables: Object.fromEntries(variables) as Arrays,
      scale: { mean: [...values(scaleMean)], deviation: [...values(scaleDeviation)] },
      whitening: { mean: values(whiteningMean), projection: values(whiteningProjection) },
    };
  } catch (error) {
    throw foreign((error as Error).message, error);
  }
}

/** @returns the values of a part, by its name; throws where the graph is another one */
function valuesOf(graph: Uint8Array, output: string, encoder: Encoder, side: number) {
  const shapes = partShapes(encoder);
  const names = Object.keys(shapes);
  const slotOf = ({ dataType, bytes }: StoredConstant) =>
    dataType === dataTypes.float32 ? names[floatsOf(bytes)[0]! - firstMark] : undefined;
  const template = decodeGraph(markedGraph(encoder, side, shapes));
  const slots = matchGraphs(template, decodeGraph(graph), slotOf, ['embedding', output]);
  return (name: string) => valuesIn(slots.get(name), name, shapes[name]!);
}

/** Everything that encoders of one architecture and input differ by. */
function partShapes({ module, dimensions }: Encoder): Shapes {
  return {
    ...modelShapes(module),
    [scaleMean]: [1, 3, 1, 1],
    [scaleDeviation]: [1, 3, 1, 1],
    [whiteningMean]: [1, dimensions],
    [whiteningProjection]: [dimensions, dimensions],
  };
}

function markedGraph({ module }: Encoder, side: number, shapes: Shapes): Uint8Array {
  const marks = Object.fromEntries(
    Object.entries(shapes).map(([name, shape], i) => {
      const values = new Float32Array(sizeOf(shape));
      values[0] = firstMark + i;
      return [name, values];
    }),
  );
  const scale = { mean: [...marks[scaleMean]!], deviation: [...marks[scaleDeviation]!] };
  const whitening = { mean: marks[whiteningMean]!, projection: marks[whiteningProjection]! };
  return encoderGraph(module, side, marks, scale, whitening);
}

function valuesIn(
  found: StoredConstant | undefined,
  name: string,
  shape: readonly number[],
): Float32Array {
  const [values, size] = [floatsOf(found?.bytes ?? new Uint8Array()), sizeOf(shape)];
  const isFloat = found?.dataType === dataTypes.float32;
  // Values that are all the same are stored as one.
  if (isFloat && found.shape.length === 0 && values.length === 1)
    return new Float32Array(size).fill(values[0]!);
  if (isFloat && found.shape.join() === shape.join() && values.length === size) return values;
  const there = found ? `[${found.shape.join(', ')}]` : 'not there';
  throw new Error(`${name} is ${there} and should be [${shape.join(', ')}] of float32`);
}

/** A copy: in the file they may begin anywhere. */
const floatsOf = (bytes: Uint8Array) => {
  const whole = bytes.length - (bytes.length % Float32Array.BYTES_PER_ELEMENT);
  return new Float32Array(new Uint8Array(bytes.subarray(0, whole)).buffer);
};

const sizeOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
