import * as tf from '@tensorflow/tfjs-core';

/**
 * The same values, through which no gradient flows: what led to them needs no backward pass.
 *
 * TensorFlow.js follows gradients along the inputs of operations, so this one has another input.
 */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  const constant = tf.customGrad((unrelated) => ({
    value: tf.clone(x),
    gradFunc: () => tf.zerosLike(unrelated as tf.Tensor),
  }));
  return constant(tf.scalar(0)) as T;
}
