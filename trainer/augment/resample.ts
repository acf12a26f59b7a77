import * as tf from '@tensorflow/tfjs-core';
import { axis, unitRows } from './weights.ts';

/**
 * Crop, resize, flip and blur are linear and separable, so together they are one matrix for the
 * rows and one for the columns: view = R X C^T, for every picture and channel.
 * @param filters [N, size, size] each, applied to the resized rows and columns
 */
export function resample(
  pixels: tf.Tensor4D,
  draws: Record<'rows' | 'columns', tf.Tensor>,
  size: number,
  filters: readonly tf.Tensor3D[],
): tf.Tensor4D {
  const [count, height, width] = pixels.shape;
  const matrix = (draw: tf.Tensor, source: number) =>
    filters.reduce(
      (weights, filter) => tf.matMul(filter, weights),
      interpolationMatrix(draw, source, size),
    );
  // A picture's columns and channels share one product with its row matrix, and then its channels
  // and new rows one with its column matrix.
  const interleaved = tf.reshape(tf.cast(pixels, 'float32'), [count, height, width * 3]);
  const rows = tf.matMul(matrix(draws.rows, height), interleaved);
  const planes = tf.transpose(tf.reshape(rows, [count, size, width, 3]), [0, 3, 1, 2]);
  const stacked = tf.reshape(planes, [count, 3 * size, width]);
  const view = tf.matMul(stacked, matrix(draws.columns, width), false, true);
  return tf.reshape(view, [count, 3, size, size]);
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
