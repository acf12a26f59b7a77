import * as tf from '@tensorflow/tfjs-core';

/** With halves, which are rounded to even, and both signs. */
export const x = [-2.5, -1.5, -0.7, -0.5, 0.3, 0.5, 1.25, 1.5, 2.5];
export const y = [-2.5, 2, 0.7, -0.5, 0.1, 1, 1.25, -3, 2.6];
/** Elementwise operations that no step may call as yet, so that nothing else tests their kernels. */
export const operations: Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
  ceil: tf.ceil,
  clip: (a) => tf.clipByValue(a, -0.6, 1.3),
  cos: tf.cos,
  erf: tf.erf,
  equal: (a, b) => tf.where(tf.equal(b, 2), a, tf.neg(a)),
  floor: tf.floor,
  or: (a, b) => tf.where(tf.logicalOr(tf.greater(b, 1), tf.less(b, -1)), a, tf.neg(a)),
  reciprocal: tf.reciprocal,
  round: tf.round,
  sigmoid: tf.sigmoid,
  sign: tf.sign,
  sin: tf.sin,
  softplus: tf.softplus,
  tanh: tf.tanh,
};

/** What an operation gives of x and y, and a gradient of it. */
export const withGradient =
  (operation: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor) => (a: tf.Tensor, b: tf.Tensor) => ({
    value: operation(a, b),
    // That of a staircase is zero everywhere; the product with it has one.
    gradient: tf.grad((given: tf.Tensor) => tf.mul(operation(given, b), given))(a),
  });
