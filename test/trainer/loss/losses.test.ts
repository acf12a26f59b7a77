import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { barlow } from '../../../trainer/loss/barlow.ts';
import type { Loss } from '../../../trainer/loss/loss.ts';
import { simclr } from '../../../trainer/loss/simclr.ts';
import { simsiam } from '../../../trainer/loss/simsiam.ts';
import { vicreg } from '../../../trainer/loss/vicreg.ts';
import { finiteDifferences, randomTensor, relativeDifference } from '../gradients.ts';
import { near, value } from './values.ts';

before(() => tf.setBackend('cpu'));

const losses: Record<string, Loss> = {
  barlow: barlow({ lambda: 0.05 }),
  'barlow, on the diagonal': barlow({ lambda: 0.05, terms: 'on-diagonal' }),
  'barlow, off the diagonal': barlow({ lambda: 0.05, terms: 'off-diagonal' }),
  'barlow, over features': barlow({ lambda: 0.05, normalise: 'feature' }),
  simsiam: simsiam(),
  'simclr, warm': simclr({ temperature: 0.5 }),
  'simclr, cold': simclr({ temperature: 0.1 }),
  vicreg: vicreg(),
};

const pair = (seed: number) =>
  [randomTensor(seed, [8, 5]), randomTensor(seed + 100, [8, 5])] as tf.Tensor2D[];

for (const [name, { of, parts }] of Object.entries(losses)) {
  const loss = (a: tf.Tensor, b: tf.Tensor) => of(a as tf.Tensor2D, b as tf.Tensor2D).loss;

  test(`${name}: the gradients of both views agree with finite differences`, () => {
    for (const seed of [1, 2, 3]) {
      const [a, b] = pair(seed);
      const [da, db] = tf.grads(loss)([a!, b!]);
      const expectedA = finiteDifferences((x) => loss(x, b!), a!);
      const expectedB = finiteDifferences((y) => loss(a!, y), b!);
      assert.ok(relativeDifference(da!.dataSync(), expectedA) < 1e-2);
      assert.ok(relativeDifference(db!.dataSync(), expectedB) < 1e-2);
    }
  });

  test(`${name}: the views can change places, and the pictures too`, () => {
    const [a, b] = pair(4);
    const expected = value(loss(a!, b!));
    near(value(loss(b!, a!)), expected, 1e-4);
    near(value(loss(tf.reverse(a!, 0), tf.reverse(b!, 0))), expected, 1e-4);
    // Other partners are another loss: the test above could fail.
    assert.notEqual(value(loss(a!, tf.reverse(b!, 0))).toFixed(3), expected.toFixed(3));
  });

  test(`${name}: projections that are all the same give finite numbers`, () => {
    const [constant, other] = [tf.ones([8, 5]) as tf.Tensor2D, pair(5)[0]!];
    const { loss: whole, ...others } = of(constant, other);
    for (const scalar of [whole, ...Object.values(others)])
      assert.ok(Number.isFinite(value(scalar!)));
    const gradient = tf.grad((x: tf.Tensor) => loss(x, other))(constant);
    assert.ok([...gradient.dataSync()].every(Number.isFinite));
  });

  test(`${name}: the parts are those that it names`, () => {
    const [a, b] = pair(6);
    assert.deepEqual(Object.keys(of(a!, b!)).sort(), ['loss', ...parts].sort());
  });
}
