import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/** Weights of the three parts (arXiv 2105.04906, section 4.2). */
const weights = { invariance: 25, variance: 25, covariance: 1 };
/** gamma, the deviation that every feature should have at least, and what is added to a variance. */
const [target, epsilon] = [1, 1e-4];

/**
 * VICReg (arXiv 2105.04906, equations 1 to 6). Its parts, without their weights, scaled as in the
 * authors' program, which the weights are for:
 * - `invariance`: the mean squared difference between the views, over pictures and features;
 * - `variance`: mean max(0, 1 - deviation) over the features, averaged over the views;
 * - `covariance`: the squares off the diagonal of the covariance matrix, by feature, of both views.
 */
export function vicreg(): Loss {
  return {
    parts: ['invariance', 'variance', 'covariance'],
    bothWays: false,
    of: (a, b) => {
      const [x, y] = [spread(a), spread(b)];
      const parts = {
        invariance: tf.mean(tf.square(tf.sub(a, b))) as tf.Scalar,
        variance: tf.div(tf.add(x.variance, y.variance), 2) as tf.Scalar,
        covariance: tf.add(x.covariance, y.covariance) as tf.Scalar,
      };
      const [s, v, c] = [
        tf.mul(parts.invariance, weights.invariance),
        tf.mul(parts.variance, weights.variance),
        tf.mul(parts.covariance, weights.covariance),
      ];
      return { loss: tf.add(tf.add(s, v), c) as tf.Scalar, ...parts };
    },
  };
}

/** The two parts that each view has by itself. */
function spread(z: tf.Tensor2D) {
  const [count, features] = z.shape;
  const centred = tf.sub(z, tf.mean(z, 0, true)) as tf.Tensor2D;
  const variances = tf.div(tf.sum(tf.square(centred), 0), count - 1);
  const deviations = tf.sqrt(tf.add(variances, epsilon));
  const covariances = tf.div(tf.matMul(centred, centred, true, false), count - 1);
  const everything = tf.sum(tf.square(covariances));
  return {
    variance: tf.mean(tf.relu(tf.sub(target, deviations))),
    covariance: tf.div(tf.sub(everything, tf.sum(tf.square(variances))), features),
  };
}
