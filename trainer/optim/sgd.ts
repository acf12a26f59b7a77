import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../nn/module.ts';
import type { Tensors } from '../tensors.ts';
import { type Optimizer, slots } from './optimizer.ts';

export interface SgdOptions {
  readonly momentum: number;
  /** L2 penalty added to the gradient of weights; normalisation parameters have none. */
  readonly weightDecay: number;
}

/** Stochastic gradient descent: v = momentum v + g; w = w - rate v (as PyTorch's SGD). */
export function sgd({ momentum, weightDecay }: SgdOptions): Optimizer {
  return {
    init: (parameters) => slots(parameters, 'momentum'),
    update(parameters, weights, gradients, state, learningRate) {
      const rate = () => learningRate;
      return momentumUpdate(parameters, weights, state, momentum, rate, (parameter) => {
        const gradient = gradients[parameter.name]!;
        if (parameter.role !== 'weight' || weightDecay === 0) return gradient;
        return tf.add(gradient, tf.mul(weights[parameter.name]!, weightDecay));
      });
    },
  };
}

/**
 * The momentum rule that SGD and LARS share, over a direction of each parameter.
 * @param rateOf a parameter's learning rate
 */
export function momentumUpdate(
  parameters: readonly Parameter[],
  weights: Tensors,
  state: Tensors,
  momentum: number,
  rateOf: (parameter: Parameter) => tf.Tensor,
  direction: (parameter: Parameter) => tf.Tensor,
): ReturnType<Optimizer['update']> {
  const next: ReturnType<Optimizer['update']> = { weights: {}, state: {} };
  for (const parameter of parameters) {
    const slot = `momentum/${parameter.name}`;
    const velocity = tf.add(tf.mul(state[slot]!, momentum), direction(parameter));
    next.state[slot] = velocity;
    next.weights[parameter.name] = tf.sub(
      weights[parameter.name]!,
      tf.mul(velocity, rateOf(parameter)),
    );
  }
  return next;
}
