import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { lossOfViews } from '../../../trainer/loss/lossOfViews.ts';
import { simsiam } from '../../../trainer/loss/simsiam.ts';
import { stopGradient } from '../../../trainer/loss/stopGradient.ts';
import { randomTensor, relativeDifference } from '../gradients.ts';
import { near, value } from './values.ts';

before(() => tf.setBackend('cpu'));

const views = [1, 2, 3].map((seed) => randomTensor(seed, [8, 5]) as tf.Tensor2D);
const [a, b, c] = views as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
const alike = { stopGradient: false };
const loss = barlow({ lambda: 0.05 });
/** A predictor that is easy to tell. */
const turned = (x: tf.Tensor) => tf.reverse(x, 1) as tf.Tensor2D;

test('two views are one pair', () => {
  assert.equal(value(lossOfViews([a, b], loss, alike).loss), value(loss.of(a, b).loss));
});

test('three views are three pairs, and every part is averaged over them', () => {
  const found = lossOfViews(views, loss, alike);
  const pairs = [loss.of(a, b), loss.of(a, c), loss.of(b, c)];
  for (const name of ['loss', 'onDiagonal', 'offDiagonal']) {
    near(value(found[name]!), pairs.reduce((sum, one) => sum + value(one[name]!), 0) / 3, 1e-4);
  }
});

test('a stopped gradient keeps the value and lets nothing through', () => {
  const [da] = tf.grads((x: tf.Tensor) => tf.sum(tf.mul(x, stopGradient(x))))([a]);
  assert.deepEqual(da!.dataSync(), a.dataSync());
  assert.deepEqual(stopGradient(a).dataSync(), a.dataSync());
});

test("with a stop-gradient the second view's gradient is missing, the first one's the same", () => {
  const of = (stops: boolean) => (x: tf.Tensor, y: tf.Tensor) =>
    tf.add(
      lossOfViews([x, y] as tf.Tensor2D[], loss, { stopGradient: stops }).loss,
      // So that there is some gradient of the second view.
      tf.sum(y),
    ) as tf.Scalar;
  const [da, db] = tf.grads(of(true))([a, b]);
  const [expected] = tf.grads(of(false))([a, b]);
  assert.deepEqual(da!.dataSync(), expected!.dataSync());
  assert.ok([...db!.dataSync()].every((x) => x === 1));
});

test('a predictor takes the place of the first view, once for each view', () => {
  let calls = 0;
  const predict = (view: number) => {
    calls++;
    return turned(views[view]!);
  };
  const found = lossOfViews(views, loss, { stopGradient: false, predict });
  const pairs = [loss.of(turned(a), b), loss.of(turned(a), c), loss.of(turned(b), c)];
  near(value(found.loss), pairs.reduce((sum, one) => sum + value(one.loss), 0) / 3, 1e-4);
  assert.equal(calls, 2);
});

test('simsiam takes both ways (its equation 4), and not where nothing tells them apart', () => {
  const predict = (view: number) => turned(views[view]!);
  const cosine = (x: tf.Tensor2D, y: tf.Tensor2D) => value(simsiam().of(x, y).loss);
  const both = lossOfViews([a, b], simsiam(), { stopGradient: true, predict });
  near(value(both.loss), (cosine(turned(a), b) + cosine(turned(b), a)) / 2, 1e-5);
  near(value(lossOfViews([a, b], simsiam(), alike).loss), cosine(a, b), 1e-5);

  // D(z1, stop(z2)) / 2 + D(z2, stop(z1)) / 2 has half of the gradient of D(z1, z2).
  const gradients = (stops: boolean) =>
    tf.grads(
      (x: tf.Tensor, y: tf.Tensor) =>
        lossOfViews([x, y] as tf.Tensor2D[], simsiam(), { stopGradient: stops }).loss,
    )([a, b]);
  const [half, whole] = [gradients(true), gradients(false)];
  for (const [i, gradient] of half.entries()) {
    const twice = tf.mul(gradient, 2).dataSync();
    assert.ok(relativeDifference(twice, whole[i]!.dataSync()) < 1e-5);
  }
});
