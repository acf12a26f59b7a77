import * as tf from '@tensorflow/tfjs-core';
import { unitLength } from '../loss/rows.ts';

/** Keeps projections that are all the same from dividing by zero. */
const tiny = 1e-20;

/** Names of what `health` measures, whatever the loss. */
export const healthMetrics = ['spread', 'distance'] as const;

/**
 * What tells whether a step learns anything, from the projections of its views, [N, D]:
 * - `spread`: of projections of length one, the mean standard deviation of a feature, in units of
 *   1 / sqrt(D), where it is best; 0 where they have collapsed (arXiv 2011.10566, section 4.1);
 * - `distance`: of the first two views of a picture, as a share of that of any two pictures: 0 where
 *   views are the same, about 1 where they have nothing in common.
 */
export function health(
  projections: readonly tf.Tensor2D[],
): Record<(typeof healthMetrics)[number], tf.Scalar> {
  const [a, b] = projections as [tf.Tensor2D, tf.Tensor2D];
  const deviation = tf.sqrt(variance(unitLength(a)));
  const apart = tf.mean(tf.square(tf.sub(a, b)));
  return {
    spread: tf.mul(tf.mean(deviation), Math.sqrt(a.shape[1])) as tf.Scalar,
    distance: tf.div(apart, tf.add(tf.mul(tf.mean(variance(a)), 2), tiny)) as tf.Scalar,
  };
}

/** Over the batch, per feature. */
function variance(z: tf.Tensor2D): tf.Tensor {
  return tf.mean(tf.square(tf.sub(z, tf.mean(z, 0, true))), 0);
}
