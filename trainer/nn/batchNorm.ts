import * as tf from '@tensorflow/tfjs-core';
import { customGradient } from './customGradient.ts';

/** Added to the variance, as in every published ResNet. */
export const epsilon = 1e-5;

export interface Normalised<T extends tf.Tensor> {
  readonly y: T;
  /** Statistics of this batch, [C]; the variance is the biased one. */
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/**
 * Batch normalisation with the statistics of the batch (Ioffe & Szegedy 2015), per channel.
 * @param x [N, C, H, W] or [N, C]
 * @param gamma scale, [C]; @param beta shift, [C]
 */
export function batchNorm<T extends tf.Tensor>(
  x: T,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
): Normalised<T> {
  const axes = x.rank === 4 ? [0, 2, 3] : [0];
  const shape = x.shape.map((size, axis) => (axis === 1 ? size : 1));
  // The statistics are outside the custom gradient, which already accounts for them.
  const mean = tf.mean(x, axes, true);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), axes, true);
  const y = normalise(x, tf.reshape(gamma, shape), tf.reshape(beta, shape), mean, variance, axes);
  return { y: y as T, mean: tf.reshape(mean, [-1]), variance: tf.reshape(variance, [-1]) };
}

function normalise(
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  mean: tf.Tensor,
  variance: tf.Tensor,
  axes: number[],
): tf.Tensor {
  return customGradient([x, gamma, beta] as const, ([x, gamma, beta], save) => {
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const scale = tf.mul(gamma, inverse);
    save([x, scale, inverse]);
    return {
      value: tf.add(tf.mul(tf.sub(x, mean), scale), beta),
      gradient: (dy, saved) => gradients(dy, saved, mean, axes),
    };
  });
}

/**
 * With xhat the normalised input and m the number of values per channel:
 * dbeta = sum(dy), dgamma = sum(dy xhat), dx = scale (dy - dbeta / m - xhat dgamma / m).
 */
function gradients(
  dy: tf.Tensor,
  saved: tf.Tensor[],
  mean: tf.Tensor,
  axes: number[],
): tf.Tensor[] {
  const [x, scale, inverse] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
  const m = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
  const centred = tf.sub(x, mean);
  const dbeta = tf.sum(dy, axes, true);
  const dgamma = tf.mul(tf.sum(tf.mul(dy, centred), axes, true), inverse);
  // Per-channel factors are combined first, so that only two passes over dx's size remain.
  const slope = tf.mul(tf.mul(scale, inverse), tf.div(dgamma, -m));
  const offset = tf.mul(scale, tf.div(dbeta, -m));
  const dx = tf.add(tf.add(tf.mul(dy, scale), tf.mul(centred, slope)), offset);
  return [dx, dgamma, dbeta];
}

/** The same with fixed statistics, as an affine map that onnxruntime folds into the convolution. */
export function batchNormWith<T extends tf.Tensor>(
  x: T,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  mean: tf.Tensor1D,
  variance: tf.Tensor1D,
): T {
  const shape = x.shape.map((size, axis) => (axis === 1 ? size : 1));
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)));
  const shift = tf.sub(beta, tf.mul(mean, scale));
  return tf.add(tf.mul(x, tf.reshape(scale, shape)), tf.reshape(shift, shape)) as T;
}
