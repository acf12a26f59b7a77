import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { crossCorrelation, standardise } from '../../../trainer/loss/barlow.ts';
import { mix, mixedRegulariser } from '../../../trainer/loss/mixed.ts';
import { finiteDifferences, randomTensor, relativeDifference } from '../gradients.ts';
import { near, value } from './values.ts';

before(() => tf.setBackend('cpu'));

const [a, b, m] = [1, 2, 3].map((seed) => randomTensor(seed, [8, 5]) as tf.Tensor2D) as [
  tf.Tensor2D,
  tf.Tensor2D,
  tf.Tensor2D,
];
const share = tf.scalar(0.3);

test('every picture is mixed with the next one of the other view, the last with the first', () => {
  const [x, y] = [tf.tensor2d([[1], [2], [3]]), tf.tensor2d([[10], [20], [30]])];
  const expected = [0.3 + 14, 0.6 + 21, 0.9 + 7];
  assert.ok(relativeDifference(mix(x, y, share).dataSync(), expected) < 1e-6);
});

test('its value by the definition, from four cross-correlation matrices', () => {
  // The rows of the second view as they are mixed.
  const moved = tf.concat([tf.slice(b, [1, 0]), tf.slice(b, [0, 0], [1, 5])], 0) as tf.Tensor2D;
  const distance = (view: tf.Tensor2D) => {
    const truth = tf.add(
      tf.mul(crossCorrelation(a, view), 0.3),
      tf.mul(crossCorrelation(moved, view), 0.7),
    );
    return value(tf.sum(tf.square(tf.sub(crossCorrelation(m, view), truth))));
  };
  near(value(mixedRegulariser([a, b], m, share)), distance(a) + distance(b), 1e-4);
});

test('a network that mixes what it sees costs nothing', () => {
  // Standardising a sum of standardised columns changes its scale alone; here it has length one.
  const only = mix(standardise(a), standardise(b), tf.scalar(1));
  near(value(mixedRegulariser([a, b], only, tf.scalar(1))), 0, 1e-5);
  assert.ok(value(mixedRegulariser([a, b], only, share)) > 0.1);
});

test('its gradients agree with finite differences', () => {
  const of = (...[x, y, z]: tf.Tensor[]) =>
    mixedRegulariser([x, y] as tf.Tensor2D[], z as tf.Tensor2D, share);
  const gradients = tf.grads(of)([a, b, m]);
  const expected = [
    finiteDifferences((x) => of(x, b, m), a),
    finiteDifferences((y) => of(a, y, m), b),
    finiteDifferences((z) => of(a, b, z), m),
  ];
  for (const [i, gradient] of gradients.entries()) {
    assert.ok(relativeDifference(gradient.dataSync(), expected[i]!) < 1e-2);
  }
});
