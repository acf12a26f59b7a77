import * as tf from '@tensorflow/tfjs-core';
import { batchNorm, batchNormWith } from './batchNorm.ts';
import { conv2d } from './conv2d.ts';
import { customGradient } from './customGradient.ts';
import { type Initial, type Module, stateless } from './module.ts';
import { networkMatMul } from './networkMatMul.ts';

/** Square convolution without bias: [N, inputs, H, W] -> [N, outputs, H / stride, W / stride]. */
export function conv(
  name: string,
  inputs: number,
  outputs: number,
  kernel: number,
  stride = 1,
): Module {
  const weight = `${name}.weight`;
  const shape = [outputs, inputs, kernel, kernel];
  const geometry = { stride, pad: Math.floor(kernel / 2) };
  return {
    parameters: [{ name: weight, shape, role: 'weight', initial: 'he-normal' }],
    statistics: [],
    apply: (x, { weights }) => conv2d(x as tf.Tensor4D, weights[weight] as tf.Tensor4D, geometry),
  };
}

/** Fully connected layer without bias: [N, inputs] -> [N, outputs]. */
export function linear(name: string, inputs: number, outputs: number): Module {
  const weight = `${name}.weight`;
  return {
    parameters: [{ name: weight, shape: [inputs, outputs], role: 'weight', initial: 'uniform' }],
    statistics: [],
    apply: (x, { weights }) => networkMatMul(x as tf.Tensor2D, weights[weight] as tf.Tensor2D),
  };
}

/** Batch normalisation over every axis but the second. */
export function norm(name: string, channels: number, scale: Initial = 'ones'): Module {
  const [gamma, beta] = [`${name}.gamma`, `${name}.beta`];
  return {
    parameters: [
      { name: gamma, shape: [channels], role: 'normalisation', initial: scale },
      { name: beta, shape: [channels], role: 'normalisation', initial: 'zeros' },
    ],
    statistics: [{ name, channels }],
    apply: (x, { weights, training, statistics }) => {
      const [g, b] = [weights[gamma] as tf.Tensor1D, weights[beta] as tf.Tensor1D];
      if (!training) {
        const { mean, variance } = statistics[name]!;
        return batchNormWith(x, g, b, mean, variance);
      }
      const { y, mean, variance } = batchNorm(x, g, b);
      statistics[name] = { mean, variance };
      return y;
    },
  };
}

/**
 * max(x, 0). Its gradient reads the result, not the input as TensorFlow.js' own does: the result is
 * kept for the next layer anyway, and so the input need not be.
 */
export function rectify(x: tf.Tensor): tf.Tensor {
  return customGradient([x] as const, ([x], save) => {
    const y = tf.relu(x);
    save([y]);
    return { value: y, gradient: (dy, [y]) => [tf.mul(dy, tf.step(y!))] };
  });
}

export const relu: Module = stateless(rectify);

/** Mean over height and width: [N, C, H, W] -> [N, C]. */
export const globalAveragePool: Module = stateless((x) => tf.mean(x, [2, 3]));
