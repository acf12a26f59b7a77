import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { type BarlowOptions, barlow, crossCorrelation } from '../../../trainer/loss/barlow.ts';
import { randomTensor } from '../gradients.ts';
import { near, value } from './values.ts';

before(() => tf.setBackend('cpu'));

const barlowLoss = (a: tf.Tensor2D, b: tf.Tensor2D, lambda: number) => barlow({ lambda }).of(a, b);

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
  const { loss, onDiagonal, offDiagonal } = barlow({ lambda: 0.1 }).of(a, b);
  near(value(onDiagonal!), 1); // (1 - 1)^2 + (1 - 0)^2
  near(value(offDiagonal!), 1); // 1^2 + 0^2
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
  near(value(barlowLoss(z, tf.neg(z) as tf.Tensor2D, 1).onDiagonal!), 8);
});

test('the scale and the offset of a view do not matter', () => {
  const x = randomTensor(1, [16, 6]) as tf.Tensor2D;
  const moved = tf.add(tf.mul(x, 2), 4) as tf.Tensor2D;
  near(value(barlowLoss(x, x, 0.005).loss), value(barlowLoss(x, moved, 0.005).loss), 1e-4);
});

test('one term alone is the loss, and both are still told', () => {
  const [a, b] = [randomTensor(2, [16, 4]), randomTensor(3, [16, 4])] as tf.Tensor2D[];
  const of = (terms: BarlowOptions['terms'] & string) => barlow({ lambda: 0.1, terms }).of(a!, b!);
  const { loss, onDiagonal, offDiagonal } = of('both');
  near(value(loss), value(onDiagonal!) + 0.1 * value(offDiagonal!), 1e-5);
  near(value(of('on-diagonal').loss), value(onDiagonal!), 1e-5);
  near(value(of('off-diagonal').loss), 0.1 * value(offDiagonal!), 1e-5);
  near(value(of('on-diagonal').offDiagonal!), value(offDiagonal!), 1e-5);
});

test('normalised over the features, every picture has the same say', () => {
  // Standardised over the batch, the rows are (s, s), (-s, s), (0, -2 s), with different s in either
  // column: (1.2247, 0.7071), (-1.2247, 0.7071), (0, -1.4142). On the sphere of radius sqrt(2) they
  // are (1.2247, 0.7071), (-1.2247, 0.7071), (0, -1.4142) as well; moved off it, they come back.
  const z = tf.tensor2d([
    [1, 1],
    [-1, 1],
    [0, -2],
  ]);
  const options = { lambda: 1, normalise: 'feature' } as const;
  near(value(barlow(options).of(z, z).loss), 0);
  // An outlier's row is long after standardising over the batch; on the sphere it weighs as any.
  const outlier = tf.tensor2d([
    [4, 0],
    [-1, 0],
    [-1, 0],
    [-1, 0],
    [-1, 0],
  ]);
  // Column 1 is (2, -1/2 ...) and column 2 zero: rows (2, 0) and (-0.5, 0) become (+-sqrt(2), 0), so
  // C = [[2, 0], [0, 0]] and the loss is (1 - 2)^2 + (1 - 0)^2.
  near(value(barlow(options).of(outlier, outlier).loss), 2);
  near(value(barlow({ lambda: 1 }).of(outlier, outlier).loss), 1);
});
