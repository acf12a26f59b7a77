import * as tf from '@tensorflow/tfjs-core';
import type { ViewDraw } from './draw.ts';

export type ViewTensors = Record<ViewDraw, tf.Tensor>;

/**
 * One augmented view of every picture of a batch, as batched tensor operations.
 * @param pixels stored pictures, [N, H, W, 3], 0 .. 255
 * @param size height and width of the view, in pixels
 * @returns [N, 3, size, size], 0 .. 1
 */
export function augmentView(
  pixels: tf.Tensor4D,
  draws: ViewTensors,
  size: number,
  blurs: boolean,
): tf.Tensor4D {
  const cropped = resample(pixels, draws, size, blurs);
  const coloured = changeColour(cropped, draws);
  return solarise(coloured, draws.solarise);
}

/**
 * Crop, resize, flip and blur are linear and separable, so together they are one matrix for the
 * rows and one for the columns: view = R X C^T, for every picture and channel.
 */
function resample(pixels: tf.Tensor4D, draws: ViewTensors, size: number, blurs: boolean) {
  const [count, height, width] = pixels.shape;
  const blur = blurs ? blurMatrix(draws.sigma, size) : undefined;
  const matrix = (draw: tf.Tensor, source: number) => {
    const interpolation = interpolationMatrix(draw, source, size);
    return blur ? tf.matMul(blur, interpolation) : interpolation;
  };
  // A picture's columns and channels share one product with its row matrix, and then its channels
  // and new rows one with its column matrix.
  const interleaved = tf.reshape(tf.cast(pixels, 'float32'), [count, height, width * 3]);
  const rows = tf.matMul(matrix(draws.rows, height), interleaved);
  const planes = tf.transpose(tf.reshape(rows, [count, size, width, 3]), [0, 3, 1, 2]);
  const stacked = tf.reshape(planes, [count, 3 * size, width]);
  const view = tf.matMul(stacked, matrix(draws.columns, width), false, true);
  return tf.reshape(view, [count, 3, size, size]) as tf.Tensor4D;
}

/**
 * Rows of triangle filters, one per view pixel, each summing to one: bilinear interpolation that
 * widens when shrinking, so that nothing is skipped (as Pillow's antialiased resize).
 * @param draw [N, 2]: first source coordinate and step
 * @returns [N, size, source]
 */
function interpolationMatrix(draw: tf.Tensor, source: number, size: number): tf.Tensor3D {
  const count = draw.shape[0]!;
  const start = tf.reshape(tf.slice(draw, [0, 0], [count, 1]), [count, 1, 1]);
  const step = tf.reshape(tf.slice(draw, [0, 1], [count, 1]), [count, 1, 1]);
  const centres = tf.add(start, tf.mul(step, tf.add(axis(size, [1, size, 1]), 0.5)));
  const distance = tf.abs(tf.sub(centres, tf.add(axis(source, [1, 1, source]), 0.5)));
  const support = tf.maximum(tf.abs(step), 1);
  return unitRows(tf.relu(tf.sub(1, tf.div(distance, support))));
}

/** Gaussian filters between view pixels, cut at the border; sigma 0 gives the identity. */
function blurMatrix(sigma: tf.Tensor, size: number): tf.Tensor3D {
  const distance = tf.sub(axis(size, [1, size, 1]), axis(size, [1, 1, size]));
  // Below a tenth of a pixel the neighbour's weight vanishes: e^-50.
  const width = tf.maximum(tf.reshape(sigma, [-1, 1, 1]), 0.1);
  return unitRows(tf.exp(tf.mul(tf.square(tf.div(distance, width)), -0.5)));
}

function unitRows(weights: tf.Tensor): tf.Tensor3D {
  return tf.div(weights, tf.sum(weights, 2, true)) as tf.Tensor3D;
}

/** 0, 1, 2, ... as a tensor of the given shape. */
function axis(length: number, shape: number[]): tf.Tensor {
  return tf.tensor(
    Float32Array.from({ length }, (_, i) => i),
    shape,
  );
}

/** p -> A p + T m on values from 0 to 1, clipped. */
function changeColour(view: tf.Tensor4D, { pixelMap, meanMap }: ViewTensors): tf.Tensor4D {
  const [count, , height, width] = view.shape;
  const p = tf.div(tf.reshape(view, [count, 3, height * width]), 255);
  const mean = tf.mean(p, 2, true);
  const [a, t] = [pixelMap, meanMap].map((map) => tf.reshape(map, [count, 3, 3]));
  const changed = tf.add(tf.matMul(a!, p), tf.matMul(t!, mean));
  return tf.reshape(clip(changed), view.shape);
}

function clip(x: tf.Tensor): tf.Tensor {
  return tf.minimum(tf.maximum(x, 0), 1);
}

/** Inverts the values of one half and more, where asked to. */
function solarise(view: tf.Tensor4D, asked: tf.Tensor): tf.Tensor4D {
  const bright = tf.cast(tf.greaterEqual(view, 0.5), 'float32');
  const inverted = tf.mul(bright, tf.reshape(asked, [-1, 1, 1, 1]));
  return tf.add(view, tf.mul(inverted, tf.sub(1, tf.mul(view, 2)))) as tf.Tensor4D;
}
