import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';
import { unitLength } from './rows.ts';

export interface SimclrOptions {
  /**
   * tau. Not below 0.05: sums of exponentials are taken relative to e^(1 / tau), the largest that
   * there can be, and smaller ones would vanish in float32.
   */
  readonly temperature: number;
}

/**
 * SimCLR's NT-Xent (arXiv 2002.05709, equation 1): each of the 2N projections has to tell its
 * partner from the 2N - 2 others, by cosine. Its parts add up to it:
 * - `alignment`: -mean cos(partners) / tau;
 * - `distribution`: the mean logarithm of the sum over all others of exp(cos / tau).
 */
export function simclr({ temperature }: SimclrOptions): Loss {
  return {
    parts: ['alignment', 'distribution'],
    bothWays: false,
    of: (a, b) => {
      const [x, y] = [unitLength(a), unitLength(b)];
      const others = differentPictures(x.shape[0]);
      // exp((cos - 1) / tau), at most 1: between one view's pictures without themselves ...
      const within = (z: tf.Tensor2D) => tf.mul(similarities(z, z, temperature), others);
      // ... and between the views, where the partner counts too.
      const across = similarities(x, y, temperature);
      const ofX = tf.add(tf.sum(within(x), 1), tf.sum(across, 1));
      const ofY = tf.add(tf.sum(within(y), 1), tf.sum(across, 0));
      const logarithms = tf.add(tf.mean(tf.log(ofX)), tf.mean(tf.log(ofY)));
      const distribution = tf.add(tf.div(logarithms, 2), 1 / temperature) as tf.Scalar;
      const cosine = tf.mean(tf.sum(tf.mul(x, y), 1));
      const alignment = tf.mul(cosine, -1 / temperature) as tf.Scalar;
      return { loss: tf.add(alignment, distribution) as tf.Scalar, alignment, distribution };
    },
  };
}

function similarities(x: tf.Tensor2D, y: tf.Tensor2D, temperature: number): tf.Tensor2D {
  return tf.exp(tf.div(tf.sub(tf.matMul(x, y, false, true), 1), temperature));
}

/** 1 for two different pictures of a batch, 0 for one and itself: [N, N]. */
function differentPictures(count: number): tf.Tensor {
  const numbers = Float32Array.from({ length: count }, (_, i) => i);
  const apart = tf.sub(tf.tensor(numbers, [count, 1]), tf.tensor(numbers, [1, count]));
  return tf.minimum(tf.abs(apart), 1);
}
