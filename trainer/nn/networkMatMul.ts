import * as tf from '@tensorflow/tfjs-core';
import { customGradient } from './customGradient.ts';

/**
 * A product of a network's activations and weights: [N, inputs] [inputs, outputs]. On a backend that
 * has the kernel `NetworkMatMul` (XLA's tracer), it and its gradients are that one, which may compute
 * in a half type; the matrix products of augmentations and losses may not.
 */
export function networkMatMul(x: tf.Tensor2D, weight: tf.Tensor2D): tf.Tensor2D {
  if (!tf.getKernel('NetworkMatMul', tf.getBackend())) return tf.matMul(x, weight);
  const run = (a: tf.Tensor, b: tf.Tensor, transposeA = false, transposeB = false): tf.Tensor =>
    tf.engine().runKernel('NetworkMatMul', { a, b }, { transposeA, transposeB });
  return customGradient([x, weight] as const, ([x, weight], save) => {
    save([x, weight]);
    return {
      value: run(x, weight),
      gradient: (dy, saved) => {
        const [x, weight] = saved as [tf.Tensor, tf.Tensor];
        return [run(dy, weight, false, true), run(x, dy, true)];
      },
    };
  }) as tf.Tensor2D;
}
