import * as tf from '@tensorflow/tfjs-core';

/** Rows of weights that sum to one each, [N, rows, columns]. */
export function unitRows(weights: tf.Tensor): tf.Tensor3D {
  return tf.div(weights, tf.sum(weights, 2, true));
}

/** 0, 1, 2, ... as a tensor of the given shape. */
export function axis(length: number, shape: number[]): tf.Tensor {
  return tf.tensor(
    Float32Array.from({ length }, (_, i) => i),
    shape,
  );
}
