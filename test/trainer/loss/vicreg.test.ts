import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { vicreg } from '../../../trainer/loss/vicreg.ts';
import '../gradients.ts';
import { near, value } from './values.ts';

before(() => tf.setBackend('cpu'));

test('two views worked out by hand', () => {
  // Over two pictures, with N - 1 = 1 below: the features of a have the variances 0.5 and 0, so the
  // deviations 0.7071 and 0.01 (epsilon's); those of b 2 and 2, and the covariance -2.
  const a = tf.tensor2d([
    [1, 3],
    [0, 3],
  ]);
  const b = tf.tensor2d([
    [1, 1],
    [-1, 3],
  ]);
  const { loss, invariance, variance, covariance } = vicreg().of(a, b);
  near(value(invariance!), (0 + 4 + 1 + 0) / 4, 1e-5);
  const deviation = Math.sqrt(0.5 + 1e-4);
  near(value(variance!), ((1 - deviation + (1 - 0.01)) / 2 + 0) / 2, 1e-5);
  near(value(covariance!), (2 * (-2) ** 2) / 2, 1e-5);
  const expected = 25 * value(invariance!) + 25 * value(variance!) + value(covariance!);
  near(value(loss), expected, 1e-4);
});

test('views that are the same, spread and uncorrelated cost nothing', () => {
  const z = tf.tensor2d([
    [2, 2],
    [2, -2],
    [-2, 2],
    [-2, -2],
  ]);
  near(value(vicreg().of(z, z).loss), 0, 1e-4);
});

test('a collapsed view costs its missing deviation', () => {
  const same = tf.ones([4, 3]) as tf.Tensor2D;
  near(value(vicreg().of(same, same).loss), 25 * (1 - 0.01), 1e-3);
});
