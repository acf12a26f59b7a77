import * as tf from '@tensorflow/tfjs-core';

export interface BarlowLoss {
  /** onDiagonal + lambda offDiagonal */
  readonly loss: tf.Scalar;
  /** sum_i (1 - C_ii)^2: the invariance term. */
  readonly onDiagonal: tf.Scalar;
  /** sum_{i != j} C_ij^2: the redundancy reduction term, without lambda. */
  readonly offDiagonal: tf.Scalar;
}

/** Keeps a feature that is constant over the batch from dividing by zero; a variance. */
const epsilon = 1e-5;

/**
 * Barlow Twins (arXiv 2103.03230, equations 1 and 2): the cross-correlation matrix C between the
 * two views' projections, pushed towards the identity.
 * @param a projections of the first views, [N, D]
 * @param b projections of the second views, [N, D]
 * @param lambda weight of the redundancy reduction term
 */
export function barlowLoss(a: tf.Tensor2D, b: tf.Tensor2D, lambda: number): BarlowLoss {
  const [x, y] = [standardise(a), standardise(b)];
  // The diagonal alone is cheap, and spares a D x D mask: 256 MB at the paper's D = 8192.
  const diagonal = tf.mean(tf.mul(x, y), 0);
  const onDiagonal = tf.sum(tf.square(tf.sub(1, diagonal))) as tf.Scalar;
  const everything = tf.sum(tf.square(correlate(x, y)));
  const offDiagonal = tf.sub(everything, tf.sum(tf.square(diagonal))) as tf.Scalar;
  const loss = tf.add(onDiagonal, tf.mul(offDiagonal, lambda)) as tf.Scalar;
  return { loss, onDiagonal, offDiagonal };
}

/** C_ij, the correlation over the batch of feature i of one view with feature j of the other. */
export function crossCorrelation(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return correlate(standardise(a), standardise(b));
}

function correlate(x: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D {
  return tf.div(tf.matMul(x, y, true, false), x.shape[0]);
}

/** Mean 0 and standard deviation 1 over the batch, per feature. */
function standardise(z: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(z, tf.mean(z, 0, true));
  const variance = tf.mean(tf.square(centred), 0, true);
  return tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
}
