import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { simsiam } from '../../../trainer/loss/simsiam.ts';
import '../gradients.ts';
import { near, value } from './values.ts';

before(() => tf.setBackend('cpu'));

const a = tf.tensor2d([
  [3, 4],
  [1, 0],
]);

test('the negative mean cosine, by hand', () => {
  // cos((3, 4), (4, 3)) = 24 / 25, and (1, 0) is orthogonal to (0, 2).
  const b = tf.tensor2d([
    [4, 3],
    [0, 2],
  ]);
  near(value(simsiam().of(a, b).loss), -(24 / 25 + 0) / 2, 1e-5);
});

test('it is -1 for the same directions, whatever the lengths, and 1 for opposite ones', () => {
  near(value(simsiam().of(a, tf.mul(a, 7)).loss), -1, 1e-5);
  near(value(simsiam().of(a, tf.mul(a, -1)).loss), 1, 1e-5);
});
