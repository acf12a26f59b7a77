import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';
import { unitLength } from './rows.ts';

/**
 * SimSiam (arXiv 2011.10566, equations 1 and 4): the negative cosine between one view's prediction
 * and the other one's projection, -1 to 1. By itself it is least where all projections are the same;
 * what keeps them apart are the stop-gradient and the predictor.
 */
export function simsiam(): Loss {
  return {
    parts: [],
    bothWays: true,
    of: (a, b) => {
      const cosines = tf.sum(tf.mul(unitLength(a), unitLength(b)), 1);
      return { loss: tf.neg(tf.mean(cosines)) as tf.Scalar };
    },
  };
}
