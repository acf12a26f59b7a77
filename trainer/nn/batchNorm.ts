import * as tf from '@tensorflow/tfjs-core';
import { channelAffine, channelMean } from './channels.ts';
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
  const shape = x.shape.map((size, axis) => (axis === 1 ? size : 1));
  // The statistics are outside the custom gradient, which already accounts for them. The variance
  // is that of the centred values: a mean of squares less a squared mean would lose digits.
  const mean = channelMean(x);
  const centred = channelAffine(x, tf.onesLike(mean), tf.neg(mean));
  const variance = channelMean(tf.square(centred));
  const y = normalise(x, tf.reshape(gamma, shape), tf.reshape(beta, shape), centred, variance);
  return { y: y as T, mean: tf.reshape(mean, [-1]), variance: tf.reshape(variance, [-1]) };
}

function normalise(
  x: tf.Tensor,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  centred: tf.Tensor,
  variance: tf.Tensor,
): tf.Tensor {
  return customGradient([x, gamma, beta] as const, ([_, gamma, beta], save) => {
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const scale = tf.mul(gamma, inverse);
    save([centred, scale, inverse]);
    return { value: channelAffine(centred, scale, beta), gradient: gradients };
  });
}

/**
 * With xhat the normalised input and means over the m values of a channel: dbeta = m mean(dy),
 * dgamma = m mean(dy xhat), dx = scale (dy - mean(dy) - xhat mean(dy xhat)).
 */
function gradients(dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] {
  const [centred, scale, inverse] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
  const m = centred.size / centred.shape[1]!;
  const mean = channelMean(dy);
  const correlation = tf.mul(channelMean(tf.mul(dy, centred)), inverse);
  // Per-channel factors are combined first, so that only two passes over dx's size remain.
  const slope = tf.mul(tf.mul(scale, inverse), tf.neg(correlation));
  const offset = tf.mul(scale, tf.neg(mean));
  const dx = tf.add(channelAffine(dy, scale, offset), channelAffine(centred, slope));
  return [dx, tf.mul(correlation, m), tf.mul(mean, m)];
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
