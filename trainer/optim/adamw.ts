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
 */
export function adamw({ weightDecay }: AdamWOptions): Optimizer {
  return {
    state: (parameters) => ({
      ...slots(parameters, 'first', 'second'),
      // 1 - beta^t, from zero: x -> beta x + (1 - beta).
      'correction/first': [],
      'correction/second': [],
    }),
    update(parameters, weights, gradients, state, learningRate) {
      const decay = (name: string, beta: number, value: tf.Tensor | number) =>
        tf.add(tf.mul(state[name]!, beta), tf.mul(value, 1 - beta));
      const correction1 = decay('correction/first', beta1, 1);
      const correction2 = decay('correction/second', beta2, 1);
      const next: ReturnType<Optimizer['update']> = {
        weights: {},
        state: { 'correction/first': correction1, 'correction/second': correction2 },
      };
      const rate = tf.div(learningRate, correction1);
      for (const { name, role } of parameters) {
        const first = decay(`first/${name}`, beta1, gradients[name]!);
        const second = decay(`second/${name}`, beta2, tf.square(gradients[name]!));
        const scale = tf.add(tf.sqrt(tf.div(second, correction2)), epsilon);
        const kept =
          role === 'weight' && weightDecay > 0
            ? tf.mul(weights[name]!, tf.sub(1, tf.mul(learningRate, weightDecay)))
            : weights[name]!;
        next.state[`first/${name}`] = first;
        next.state[`second/${name}`] = second;
        next.weights[name] = tf.sub(kept, tf.mul(rate, tf.div(first, scale)));
      }
      return next;
    },
  };
}
