import * as tf from '@tensorflow/tfjs-core';
import type { Augmentation } from '../augmentation.ts';

/** Inverts the values of one half and more. */
export const solarise: Augmentation<'solarise'> = {
  numbers: ['solarise'],
  draw({ numbers }, { solarise }, random) {
    if (random.chance(solarise)) numbers.solarise = 1;
  },
  apply(view, { solarise }) {
    const bright = tf.cast(tf.greaterEqual(view, 0.5), 'float32');
    const inverted = tf.mul(bright, tf.reshape(solarise, [-1, 1, 1, 1]));
    return tf.add(view, tf.mul(inverted, tf.sub(1, tf.mul(view, 2))));
  },
  without: { solarise: 0 },
};
