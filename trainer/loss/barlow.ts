import * as tf from '@tensorflow/tfjs-core';
import type { Loss, LossValues } from './loss.ts';
import { unitLength } from './rows.ts';

export interface BarlowOptions {
  /** Weight of the redundancy reduction term. */
  readonly lambda: number;
  /** Which of the two terms count (default: both). */
  readonly terms?: 'both' | 'on-diagonal' | 'off-diagonal';
  /**
   * `feature`: every projection is also scaled to the same length, as for a cosine (section 4 of the
   * paper, "Loss function ablations"; default: over the batch alone).
   */
  readonly normalise?: 'batch' | 'feature';
}

/** Keeps a feature that is constant over the batch from dividing by zero; a variance. */
const epsilon = 1e-5;

/**
 * Barlow Twins (arXiv 2103.03230, equations 1 and 2): the cross-correlation matrix C between the
 * two views' projections, pushed towards the identity. Its parts:
 * - `onDiagonal`, sum_i (1 - C_ii)^2: the invariance term;
 * - `offDiagonal`, sum_{i != j} C_ij^2: the redundancy reduction term, without lambda.
 */
export function barlow({ lambda, terms = 'both', normalise = 'batch' }: BarlowOptions): Loss {
  const scaled = normalise === 'feature' ? toSphere : standardise;
  return {
    parts: ['onDiagonal', 'offDiagonal'],
    bothWays: false,
    of: (a, b) => {
      const parts = measure(scaled(a), scaled(b));
      return { loss: combine(parts, lambda, terms), ...parts };
    },
  };
}

function measure(x: tf.Tensor2D, y: tf.Tensor2D) {
  // The diagonal alone is cheap, and spares a D x D mask: 256 MB at the paper's D = 8192.
  const diagonal = tf.mean(tf.mul(x, y), 0);
  const onDiagonal = tf.sum(tf.square(tf.sub(1, diagonal))) as tf.Scalar;
  const everything = tf.sum(tf.square(correlate(x, y)));
  const offDiagonal = tf.sub(everything, tf.sum(tf.square(diagonal))) as tf.Scalar;
  return { onDiagonal, offDiagonal };
}

function combine(
  { onDiagonal, offDiagonal }: ReturnType<typeof measure>,
  lambda: number,
  terms: BarlowOptions['terms'],
): LossValues['loss'] {
  if (terms === 'on-diagonal') return onDiagonal;
  const redundancy = tf.mul(offDiagonal, lambda) as tf.Scalar;
  return terms === 'off-diagonal' ? redundancy : tf.add(onDiagonal, redundancy);
}

/** C_ij, the correlation over the batch of feature i of one view with feature j of the other. */
export function crossCorrelation(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return correlate(standardise(a), standardise(b));
}

/** x^T y / N: [D, D] from two times [N, D]. */
export function correlate(x: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D {
  return tf.div(tf.matMul(x, y, true, false), x.shape[0]);
}

/** Mean 0 and standard deviation 1 over the batch, per feature. */
export function standardise(z: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(z, tf.mean(z, 0, true));
  const variance = tf.mean(tf.square(centred), 0, true);
  return tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
}

/**
 * The same, and then every row on a sphere. Its radius, sqrt(D), is that of a standardised row on
 * average, so that C stays on the scale of a correlation.
 */
function toSphere(z: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(unitLength(standardise(z)), Math.sqrt(z.shape[1]));
}
