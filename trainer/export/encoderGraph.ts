import * as tf from '@tensorflow/tfjs-core';
import type { Arrays } from '../arrays.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import { trace } from '../engine/trace/trace.ts';
import type { BatchStatistics, Module } from '../nn/module.ts';
import { normalise } from '../step.ts';
import type { Whitening } from './whitening.ts';

/** Keeps the length of an embedding of zeros from dividing by zero. */
const epsilon = 1e-12;

/**
 * The encoder in evaluation mode, from the pixels that a picture is decoded to.
 * @param pixels [N, H, W, 3], 0 .. 255
 * @param variables weights and running statistics, under the step's names
 * @param whitening of the embeddings, once it has been measured
 * @returns embeddings of length one, [N, D]
 */
export function encode(
  encoder: Module,
  pixels: tf.Tensor,
  variables: Readonly<Record<string, tf.Tensor>>,
  scale: PixelScale,
  whitening?: Whitening,
): tf.Tensor {
  const planes = tf.transpose(tf.cast(pixels, 'float32'), [0, 3, 1, 2]);
  const input = normalise(tf.div(planes, 255), scale);
  const embedding = toLengthOne(featuresOf(encoder, input, variables));
  if (!whitening) return embedding;
  const { mean, projection } = whitening;
  const centred = tf.sub(embedding, tf.tensor(mean, [1, mean.length]));
  return toLengthOne(tf.matMul(centred, tf.tensor(projection, [mean.length, mean.length])));
}

/** What the encoder makes in evaluation mode of normalised pictures [N, 3, H, W]: [N, D]. */
export function featuresOf(
  encoder: Module,
  input: tf.Tensor,
  variables: Readonly<Record<string, tf.Tensor>>,
): tf.Tensor {
  const statistics: BatchStatistics = Object.fromEntries(
    encoder.statistics.map(({ name }) => [
      name,
      {
        mean: variables[`statistic/${name}.mean`] as tf.Tensor1D,
        variance: variables[`statistic/${name}.variance`] as tf.Tensor1D,
      },
    ]),
  );
  const weights = Object.fromEntries(
    encoder.parameters.map(({ name }) => [name, variables[`weight/${name}`]!]),
  );
  return encoder.apply(input, { weights, statistics, training: false });
}

function toLengthOne(rows: tf.Tensor): tf.Tensor {
  const length = tf.sqrt(tf.add(tf.sum(tf.square(rows), 1, true), epsilon));
  return tf.div(rows, length);
}

/** The same as an ONNX graph, for any N: `pixels` uint8 to `embedding` float32. */
export function encoderGraph(
  encoder: Module,
  side: number,
  variables: Arrays,
  scale: PixelScale,
  whitening?: Whitening,
): Uint8Array {
  // Any number will do for N: it is symbolic in the graph.
  const pixels = { dtype: 'uint8', shape: [2, side, side, 3], dynamicBatch: true } as const;
  return trace(
    (inputs) => ({
      embedding: encode(encoder, inputs.pixels!, constants(encoder, variables), scale, whitening),
    }),
    { pixels },
  );
}

/** The variables that the encoder needs, as tensors. */
export function constants({ parameters, statistics }: Module, variables: Arrays) {
  const shapes: [string, readonly number[]][] = [
    ...parameters.map(({ name, shape }): [string, readonly number[]] => [`weight/${name}`, shape]),
    ...statistics.flatMap(({ name, channels }): [string, readonly number[]][] => [
      [`statistic/${name}.mean`, [channels]],
      [`statistic/${name}.variance`, [channels]],
    ]),
  ];
  return Object.fromEntries(
    shapes.map(([name, shape]) => [name, tf.tensor(variables[name]!, [...shape])]),
  );
}
