import * as tf from '@tensorflow/tfjs-core';
import type { Augmentation } from '../augmentation.ts';
import { axis, unitRows } from '../weights.ts';

/** A Gaussian filter between view pixels, cut at the border; sigma 0 gives the identity. */
export const blur: Augmentation<'sigma'> = {
  numbers: ['sigma'],
  draw({ numbers }, { blur, blurSigma }, random) {
    if (random.chance(blur)) numbers.sigma = random.uniform(...blurSigma);
  },
  filter({ sigma }, size) {
    const distance = tf.sub(axis(size, [1, size, 1]), axis(size, [1, 1, size]));
    // Below a tenth of a pixel the neighbour's weight vanishes: e^-50.
    const width = tf.maximum(tf.reshape(sigma, [-1, 1, 1]), 0.1);
    return unitRows(tf.exp(tf.mul(tf.square(tf.div(distance, width)), -0.5)));
  },
  without: { blur: 0 },
};
