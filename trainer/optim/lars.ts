import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../nn/module.ts';
import { type Optimizer, slots } from './optimizer.ts';
import { momentumUpdate } from './sgd.ts';

export interface LarsOptions {
  readonly momentum: number;
  readonly weightDecay: number;
  /** eta: how large a step may be relative to the weight's own norm. */
  readonly trustCoefficient: number;
  /** Learning rate of normalisation parameters, as a share of that of weights. */
  readonly normalisationRate: number;
}

/**
 * Layer-wise adaptive rate scaling (arXiv 1708.03888), as Barlow Twins uses it (section 2.2):
 * normalisation parameters take neither weight decay nor the adaptation, and have a rate of their own.
 */
export function lars({
  momentum,
  weightDecay,
  trustCoefficient,
  normalisationRate,
}: LarsOptions): Optimizer {
  return {
    init: (parameters) => slots(parameters, 'momentum'),
    update(parameters, weights, gradients, state, learningRate) {
      const slower = tf.mul(learningRate, normalisationRate);
      const rateOf = ({ role }: Parameter) => (role === 'weight' ? learningRate : slower);
      return momentumUpdate(parameters, weights, state, momentum, rateOf, (parameter) => {
        const gradient = gradients[parameter.name]!;
        if (parameter.role !== 'weight') return gradient;
        const weight = weights[parameter.name]!;
        const decayed = tf.add(gradient, tf.mul(weight, weightDecay));
        return tf.mul(decayed, trustRatio(weight, decayed, trustCoefficient));
      });
    },
  };
}

/** eta |w| / |g|, and 1 where either norm is zero. */
function trustRatio(weight: tf.Tensor, gradient: tf.Tensor, trustCoefficient: number): tf.Tensor {
  const norms = [weight, gradient].map((x) => tf.sqrt(tf.sum(tf.square(x))));
  const [w, g] = norms as [tf.Tensor, tf.Tensor];
  const known = tf.logicalAnd(tf.greater(w, 0), tf.greater(g, 0));
  const safe = tf.where(known, g, tf.onesLike(g));
  return tf.where(known, tf.mul(tf.div(w, safe), trustCoefficient), tf.onesLike(w));
}
