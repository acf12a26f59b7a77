import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { simclr } from '../../../trainer/loss/simclr.ts';
import { randomTensor } from '../gradients.ts';
import { near, value } from './values.ts';

before(() => tf.setBackend('cpu'));

test('two pictures worked out by hand', () => {
  // a = (1, 0), (0, 1) and b = (2, 0), (0, 3), which are the same directions: for each of the four,
  // the partner has the cosine 1, and the other picture 0, in both views.
  const a = tf.tensor2d([
    [1, 0],
    [0, 1],
  ]);
  const b = tf.tensor2d([
    [2, 0],
    [0, 3],
  ]);
  const { loss, alignment, distribution } = simclr({ temperature: 0.5 }).of(a, b);
  // -log(e^2 / (e^2 + 2 e^0))
  near(value(loss), -Math.log(Math.exp(2) / (Math.exp(2) + 2)), 1e-5);
  near(value(alignment!), -2, 1e-5);
  near(value(distribution!), Math.log(Math.exp(2) + 2), 1e-5);
});

/** Equation 1 of the paper, projection by projection. */
function byDefinition(a: number[][], b: number[][], tau: number): number {
  const z = [...a, ...b];
  const length = (x: number[]) => Math.hypot(...x);
  const similarity = (i: number, j: number) =>
    z[i]!.reduce((sum, x, d) => sum + x * z[j]![d]!, 0) / (length(z[i]!) * length(z[j]!));
  const losses = z.map((_, i) => {
    const partner = (i + a.length) % z.length;
    const others = z.flatMap((_, k) => (k === i ? [] : Math.exp(similarity(i, k) / tau)));
    return -Math.log(Math.exp(similarity(i, partner) / tau) / others.reduce((x, y) => x + y));
  });
  return losses.reduce((x, y) => x + y) / losses.length;
}

test('it follows its definition at low and high temperatures', () => {
  for (const [seed, temperature] of [0.05, 0.1, 0.5, 2].entries()) {
    const [a, b] = [randomTensor(seed, [9, 5]), randomTensor(seed + 50, [9, 5])];
    const [rowsA, rowsB] = [a!.arraySync(), b!.arraySync()] as number[][][];
    const expected = byDefinition(rowsA!, rowsB!, temperature);
    const found = value(simclr({ temperature }).of(a as tf.Tensor2D, b as tf.Tensor2D).loss);
    near(found, expected, 1e-4 * Math.abs(expected));
  }
});

test('all projections the same cost log(2 N - 1)', () => {
  const same = tf.ones([8, 3]) as tf.Tensor2D;
  near(value(simclr({ temperature: 0.1 }).of(same, same).loss), Math.log(15), 1e-4);
});

test('partners alone at the lowest temperature give a finite loss', () => {
  // All others are opposite: e^-40 relative to the partner.
  const a = tf.tensor2d([[1], [-1]]);
  const { loss } = simclr({ temperature: 0.05 }).of(a, tf.neg(a));
  assert.ok(Number.isFinite(value(loss)), String(value(loss)));
});
