import * as tf from '@tensorflow/tfjs-core';

/** Keeps a row of zeros from dividing by zero; a squared length. */
const epsilon = 1e-12;

/** Rows of length one, [N, D]: their products are cosines. */
export function unitLength(rows: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(rows, tf.rsqrt(tf.add(tf.sum(tf.square(rows), 1, true), epsilon)));
}
