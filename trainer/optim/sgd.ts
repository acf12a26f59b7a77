import * as tf from '@tensorflow/tfjs-core';
import { type Optimizer, slots, type Tensors } from './optimizer.ts';

export interface SgdOptions {
  readonly momentum: number;
  /** L2 penalty added to the gradient of weights; normalisation parameters have none. */
  readonly weightDecay: number;
}

/** Stochastic gradient descent: v = momentum v + g; w = w - rate v (as PyTorch's SGD). */
export function sgd({ momentum, weightDecay }: SgdOptions): Optimizer {
  return {
    state: (parameters) => slots(parameters, 'momentum'),
    update(parameters, weights, gradients, state, learningRate) {
      return momentumUpdate(parameters, weights, state, momentum, learningRate, (parameter) => {
        const gradient = gradients[parameter.name]!;
        if (parameter.role !== 'weight' || weightDecay === 0) return gradient;
        return tf.add(gradient, tf.mul(weights[parameter.name]!, weightDecay));
      });
    },
  };
}

/** The momentum rule that SGD and LARS share, over a direction of each parameter. */
export function momentumUpdate(
  parameters: Parameters<Optimizer['update']>[0],
  weights: Tensors,
  state: Tensors,
  momentum: number,
  learningRate: tf.Scalar,
  direction: (parameter: (typeof parameters)[number]) => tf.Tensor,
): ReturnType<Optimizer['update']> {
  const next: ReturnType<Optimizer['update']> = { weights: {}, state: {} };
  for (const parameter of parameters) {
    const slot = `momentum/${parameter.name}`;
    const velocity = tf.add(tf.mul(state[slot]!, momentum), direction(parameter));
    next.state[slot] = velocity;
    next.weights[parameter.name] = tf.sub(weights[parameter.name]!, tf.mul(velocity, learningRate));
  }
  return next;
}
