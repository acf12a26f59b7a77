import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { checkConfig } from '../../../trainer/config/load.ts';
import type { Parameter } from '../../../trainer/nn/module.ts';
import { adamw } from '../../../trainer/optim/adamw.ts';
import { createSchedule } from '../../../trainer/optim/create.ts';
import { lars } from '../../../trainer/optim/lars.ts';
import type { Optimizer } from '../../../trainer/optim/optimizer.ts';
import { learningRate } from '../../../trainer/optim/schedule.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import '../gradients.ts';

before(() => tf.setBackend('cpu'));

const parameters: Parameter[] = [
  { name: 'w', shape: [2], role: 'weight', initial: 'zeros' },
  { name: 'n', shape: [1], role: 'normalisation', initial: 'zeros' },
];

/** The weights after each of some updates with the same gradients. */
function run(optimizer: Optimizer, rate: number, updates: number) {
  let weights: Record<string, tf.Tensor> = { w: tf.tensor1d([3, 4]), n: tf.tensor1d([1]) };
  const gradients = { w: tf.tensor1d([0.6, 0.8]), n: tf.tensor1d([0.5]) };
  let state: Record<string, tf.Tensor> = Object.fromEntries(
    Object.entries(optimizer.init(parameters)).map(([name, shape]) => [name, tf.zeros([...shape])]),
  );
  return Array.from({ length: updates }, () => {
    ({ weights, state } = optimizer.update(parameters, weights, gradients, state, tf.scalar(rate)));
    return { w: [...weights.w!.dataSync()], n: [...weights.n!.dataSync()] };
  });
}

function near(actual: number[], expected: number[]) {
  for (const [i, x] of expected.entries()) {
    assert.ok(Math.abs(actual[i]! - x) < 1e-5, `${actual} is not ${expected}`);
  }
}

test('sgd with momentum and weight decay, by hand', () => {
  const [first, second] = run(sgd({ momentum: 0.5, weightDecay: 0.1 }), 0.1, 2);
  near(first!.w, [3 - 0.1 * 0.9, 4 - 0.1 * 1.2]); // g + 0.1 w = (0.9, 1.2)
  near(first!.n, [1 - 0.1 * 0.5]); // no decay
  near(second!.w, [2.91 - 0.1 * (0.45 + 0.891), 3.88 - 0.1 * (0.6 + 1.188)]);
  near(second!.n, [0.95 - 0.1 * (0.25 + 0.5)]);
});

test('lars scales a weight by eta |w| / |g|; normalisation has a rate of its own instead', () => {
  // |w| = 5, |g| = 1: the step is rate x eta x 5 x g.
  const [first] = run(
    lars({ momentum: 0.9, weightDecay: 0, trustCoefficient: 0.01, normalisationRate: 0.1 }),
    1,
    1,
  );
  near(first!.w, [3 - 0.05 * 0.6, 4 - 0.05 * 0.8]);
  near(first!.n, [1 - 0.1 * 0.5]);
});

test('lars counts the decay into the gradient', () => {
  // g + 0.2 w = (1.2, 1.6), of length 2: the ratio is 0.01 x 5 / 2.
  const [first] = run(
    lars({ momentum: 0.9, weightDecay: 0.2, trustCoefficient: 0.01, normalisationRate: 0.1 }),
    1,
    1,
  );
  near(first!.w, [3 - 0.025 * 1.2, 4 - 0.025 * 1.6]);
});

test("lars with the paper's settings for a batch of 512, worked out over two steps", () => {
  const paper = { momentum: 0.9, weightDecay: 1.5e-6, trustCoefficient: 0.001 };
  const optimizer = lars({ ...paper, normalisationRate: 0.0048 / 0.2 });
  const [first, second] = run(optimizer, 0.2 * (512 / 256), 2);
  // g = (0.6, 0.8) and w = (3, 4) point the same way, so only lengths matter: |w| = 5, |g| = 1 +
  // 5 x 1.5e-6. The step's length is eta |w| whatever |g| is: 0.001 x 5, times the rate of 0.4.
  const one = 5 - 0.4 * 0.005;
  near(first!.w, [0.6 * one, 0.8 * one]);
  // The second one adds 0.9 of the first one's velocity, 0.005, to 0.001 |w|.
  const two = one - 0.4 * (0.9 * 0.005 + 0.001 * one);
  near(second!.w, [0.6 * two, 0.8 * two]);
  // Neither decay nor adaptation, and 0.0048 x 2 for a rate.
  near(first!.n, [1 - 0.0096 * 0.5]);
  near(second!.n, [1 - 0.0096 * (0.5 + 0.95)]);
});

test('lars leaves a weight of zeros, which has no length to go by, to plain momentum', () => {
  const [only] = [{ name: 'w', shape: [2], role: 'weight', initial: 'zeros' } as const];
  const options = { momentum: 0.9, weightDecay: 0.1, trustCoefficient: 0.01, normalisationRate: 1 };
  const { weights } = lars(options).update(
    [only],
    { w: tf.zeros([2]) },
    { w: tf.tensor1d([0.6, 0.8]) },
    { 'momentum/w': tf.zeros([2]) },
    tf.scalar(0.5),
  );
  near([...weights.w!.dataSync()], [-0.3, -0.4]);
});

test("adamw's first step is the rate times the sign, after decoupled decay", () => {
  const [first, second] = run(adamw({ weightDecay: 0.1 }), 0.01, 2);
  near(first!.w, [3 * 0.999 - 0.01, 4 * 0.999 - 0.01]);
  near(first!.n, [1 - 0.01]);
  // The same gradient again: both moments stay, so does the step.
  near(second!.n, [1 - 0.02]);
});

test('adamw follows its definition over changing gradients', () => {
  const gradients = [0.5, -2, 1e-6, 0, 3];
  const optimizer = adamw({ weightDecay: 0 });
  const one: Parameter[] = [{ name: 'w', shape: [1], role: 'weight', initial: 'zeros' }];
  let weights: Record<string, tf.Tensor> = { w: tf.tensor1d([1]) };
  let state: Record<string, tf.Tensor> = Object.fromEntries(
    Object.entries(optimizer.init(one)).map(([name, shape]) => [name, tf.zeros([...shape])]),
  );
  let [w, m, v] = [1, 0, 0];
  for (const [i, g] of gradients.entries()) {
    const given = { w: tf.tensor1d([g]) };
    ({ weights, state } = optimizer.update(one, weights, given, state, tf.scalar(0.01)));
    [m, v] = [0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g];
    const [mean, variance] = [m / (1 - 0.9 ** (i + 1)), v / (1 - 0.999 ** (i + 1))];
    w -= (0.01 * mean) / (Math.sqrt(variance) + 1e-8);
    near([...weights.w!.dataSync()], [w]);
  }
});

test('the rate rises linearly, peaks after the warm-up, and falls by half a cosine', () => {
  const schedule = { peak: 1, finalShare: 0.1, warmupSteps: 10, totalSteps: 110 };
  assert.equal(learningRate(0, schedule), 0.1);
  assert.equal(learningRate(9, schedule), 1);
  assert.equal(learningRate(10, schedule), 1);
  assert.ok(Math.abs(learningRate(60, schedule) - 0.55) < 1e-12);
  assert.ok(Math.abs(learningRate(110, schedule) - 0.1) < 1e-12);
});

const schedule = (settings: Record<string, unknown>, stepsPerEpoch: number, totalSteps: number) =>
  createSchedule(checkConfig({ data: 'x', ...settings }), stepsPerEpoch, totalSteps);

test('the warm-up is a share of the steps, or some epochs, which need not fit', () => {
  assert.equal(schedule({ warmup: 0.1 }, 50, 1000).warmupSteps, 100);
  assert.equal(schedule({ warmup: 0.1, warmupEpochs: 10 }, 50, 1000).warmupSteps, 500);
  assert.equal(schedule({ warmupEpochs: 10 }, 50, 200).warmupSteps, 200);
});

test('a learning rate for one batch grows with the batch', () => {
  assert.equal(schedule({ learningRate: 0.2, batch: 512 }, 1, 1).peak, 0.2);
  assert.equal(schedule({ learningRate: 0.2, batch: 512, rateBatch: 256 }, 1, 1).peak, 0.4);
});
