import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { barlowLoss, crossCorrelation } from '../../../trainer/loss/barlow.ts';
import { finiteDifferences, randomTensor, relativeDifference } from '../gradients.ts';

before(() => tf.setBackend('cpu'));

const value = (scalar: tf.Tensor) => scalar.dataSync()[0]!;
const near = (actual: number, expected: number, tolerance = 1e-3) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test('two views worked out by hand', () => {
  // Standardised, the columns of a are (1, 1, -1, -1) and (1, -1, 1, -1); those of b are
  // (1, 1, -1, -1) and (1, 1, -1, -1). So C = [[1, 1], [0, 0]].
  const a = tf.tensor2d([
    [3, 9],
    [3, 5],
    [1, 9],
    [1, 5],
  ]);
  const b = tf.tensor2d([
    [20, 4],
    [20, 4],
    [10, 2],
    [10, 2],
  ]);
  const correlation = crossCorrelation(a, b).dataSync();
  for (const [i, expected] of [1, 1, 0, 0].entries()) near(correlation[i]!, expected);
  const { loss, onDiagonal, offDiagonal } = barlowLoss(a, b, 0.1);
  near(value(onDiagonal), 1); // (1 - 1)^2 + (1 - 0)^2
  near(value(offDiagonal), 1); // 1^2 + 0^2
  near(value(loss), 1.1);
});

test('uncorrelated features seen alike in both views cost nothing', () => {
  const z = tf.tensor2d([
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ]);
  near(value(barlowLoss(z, z, 1).loss), 0);
});

test('opposite views cost (1 - -1)^2 for each feature', () => {
  const z = tf.tensor2d([
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ]);
  near(value(barlowLoss(z, tf.neg(z) as tf.Tensor2D, 1).onDiagonal), 8);
});

test('the scale and the offset of a view do not matter', () => {
  const x = randomTensor(1, [16, 6]) as tf.Tensor2D;
  const moved = tf.add(tf.mul(x, 2), 4) as tf.Tensor2D;
  near(value(barlowLoss(x, x, 0.005).loss), value(barlowLoss(x, moved, 0.005).loss), 1e-4);
});

test('the gradient of both branches agrees with finite differences', () => {
  for (const seed of [1, 2, 3]) {
    const a = randomTensor(seed, [8, 5]);
    const b = randomTensor(seed + 100, [8, 5]);
    const loss = (x: tf.Tensor, y: tf.Tensor) =>
      barlowLoss(x as tf.Tensor2D, y as tf.Tensor2D, 0.05).loss;
    const [da, db] = tf.grads(loss)([a, b]);
    const expectedA = finiteDifferences((x) => loss(x, b), a);
    const expectedB = finiteDifferences((y) => loss(a, y), b);
    assert.ok(relativeDifference(da!.dataSync(), expectedA) < 5e-3);
    assert.ok(relativeDifference(db!.dataSync(), expectedB) < 5e-3);
  }
});

test('a feature that is constant over the batch gives a finite loss and gradient', () => {
  const constant = tf.ones([8, 3]) as tf.Tensor2D;
  const other = randomTensor(4, [8, 3]) as tf.Tensor2D;
  const loss = (x: tf.Tensor) => barlowLoss(x as tf.Tensor2D, other, 0.005).loss;
  assert.ok(Number.isFinite(value(loss(constant))));
  assert.ok([...tf.grad(loss)(constant).dataSync()].every(Number.isFinite));
});
