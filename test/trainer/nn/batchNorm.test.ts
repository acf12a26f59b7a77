import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { batchNorm, batchNormWith, epsilon } from '../../../trainer/nn/batchNorm.ts';
import { finiteDifferences, randomTensor, relativeDifference } from '../gradients.ts';

before(() => tf.setBackend('cpu'));

/** The definition, with tfjs's own gradients. */
function plain(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, axes: number[]): tf.Tensor {
  const shape = x.shape.map((size, axis) => (axis === 1 ? size : 1));
  const mean = tf.mean(x, axes, true);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), axes, true);
  const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon)));
  return tf.add(tf.mul(normal, tf.reshape(gamma, shape)), tf.reshape(beta, shape));
}

for (const { shape, axes } of [
  { shape: [6, 3, 4, 4], axes: [0, 2, 3] },
  { shape: [12, 3], axes: [0] },
]) {
  test(`the closed-form gradients of [${shape}] are those of the definition`, () => {
    for (const seed of [1, 2, 3]) {
      const x = randomTensor(seed, shape);
      const gamma = randomTensor(seed + 10, [3]);
      const beta = randomTensor(seed + 20, [3]);
      const weights = randomTensor(seed + 30, shape);
      const ours = tf.grads((...t) => {
        const [x, gamma, beta] = t as [tf.Tensor, tf.Tensor1D, tf.Tensor1D];
        return tf.sum(tf.mul(batchNorm(x, gamma, beta).y, weights));
      })([x, gamma, beta]);
      const theirs = tf.grads((...t) => {
        const [x, gamma, beta] = t as [tf.Tensor, tf.Tensor, tf.Tensor];
        return tf.sum(tf.mul(plain(x, gamma, beta, axes), weights));
      })([x, gamma, beta]);
      for (const [i, gradient] of ours.entries()) {
        assert.ok(relativeDifference(gradient.dataSync(), theirs[i]!.dataSync()) < 1e-4);
      }
    }
  });
}

test('the gradient of the input agrees with finite differences', () => {
  const x = randomTensor(1, [4, 2, 2, 2]);
  const [gamma, beta] = [tf.tensor1d([1.5, -0.5]), tf.tensor1d([0.1, 0.2])];
  const weights = randomTensor(2, [4, 2, 2, 2]);
  const fn = (x: tf.Tensor) => tf.sum(tf.mul(batchNorm(x, gamma, beta).y, weights)) as tf.Scalar;
  const expected = finiteDifferences(fn, x);
  assert.ok(relativeDifference(tf.grad(fn)(x).dataSync(), expected) < 5e-3);
});

test('statistics are those of the batch, and reusing them gives the same output', () => {
  const x = randomTensor(3, [5, 2, 3, 3]);
  const [gamma, beta] = [tf.tensor1d([2, 3]), tf.tensor1d([-1, 1])];
  const { y, mean, variance } = batchNorm(x, gamma, beta);
  const expected = tf.moments(x, [0, 2, 3]);
  assert.ok(relativeDifference(mean.dataSync(), expected.mean.dataSync()) < 1e-5);
  assert.ok(relativeDifference(variance.dataSync(), expected.variance.dataSync()) < 1e-5);
  const again = batchNormWith(x, gamma, beta, mean, variance);
  assert.ok(relativeDifference(again.dataSync(), y.dataSync()) < 1e-5);
});
