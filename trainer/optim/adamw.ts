import * as tf from '@tensorflow/tfjs-core';
import { type Optimizer, slots } from './optimizer.ts';

export interface AdamWOptions {
  /** Decoupled: multiplies the weight by (1 - rate x weightDecay); weights only. */
  readonly weightDecay: number;
}

const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

/**
 * Adam with decoupled weight decay (arXiv 1711.05101). The bias corrections are kept as state, so
 * that the update needs no step number.
 *
 * The moments are kept as sums rather than averages (without the factor 1 - beta), and all factors
 * are gathered in two numbers per step: on the CPU the update's time is that of passing over the
 * weights, and so there are a quarter fewer passes.
 */
export function adamw({ weightDecay }: AdamWOptions): Optimizer {
  return {
    init: (parameters) => ({
      ...slots(parameters, 'first', 'second'),
      // 1 - beta^t, from zero: x -> beta x + (1 - beta).
      'correction/first': [],
      'correction/second': [],
    }),
    update(parameters, weights, gradients, state, learningRate) {
      const correct = (slot: string, beta: number) => tf.add(tf.mul(state[slot]!, beta), 1 - beta);
      const correction1 = correct('correction/first', beta1);
      const correction2 = correct('correction/second', beta2);
      const next: ReturnType<Optimizer['update']> = {
        weights: {},
        state: { 'correction/first': correction1, 'correction/second': correction2 },
      };
      // With m = (1 - beta1) M / c1 and v = (1 - beta2) V / c2, the step rate m / (sqrt(v) + epsilon)
      // is factor M / (sqrt(V) + floor).
      const root = tf.sqrt(tf.div(correction2, 1 - beta2));
      const factor = tf.mul(tf.mul(tf.div(learningRate, correction1), 1 - beta1), root);
      const floor = tf.mul(root, epsilon);
      for (const { name, role } of parameters) {
        const gradient = gradients[name]!;
        const first = tf.add(tf.mul(state[`first/${name}`]!, beta1), gradient);
        const second = tf.add(tf.mul(state[`second/${name}`]!, beta2), tf.square(gradient));
        const direction = tf.div(first, tf.add(tf.sqrt(second), floor));
        const kept =
          role === 'weight' && weightDecay > 0
            ? tf.mul(weights[name]!, tf.sub(1, tf.mul(learningRate, weightDecay)))
            : weights[name]!;
        next.state[`first/${name}`] = first;
        next.state[`second/${name}`] = second;
        next.weights[name] = tf.sub(kept, tf.mul(direction, factor));
      }
      return next;
    },
  };
}
