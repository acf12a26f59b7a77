import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepOn } from '../../../trainer/engine/engine.ts';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { drawViews } from '../../../trainer/augment/views.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { createRandom } from '../../../trainer/random.ts';
import { project } from '../../../trainer/step/differentiate.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { makeViews } from '../../../trainer/step/views.ts';
import { createStep } from '../../../trainer/step.ts';
import { relativeDifference } from '../gradients.ts';
import { networkOf, networks } from './networks.ts';

const batch = 12;
const of = networks[0]!;
const network = networkOf(of);
const optimizer = sgd({ momentum: 0.9, weightDecay: 0 });
const options = {
  ...{ network, optimizer, batch, size: of.size, source: of.size, loss: barlow({ lambda: 0.02 }) },
  mean: [0.4, 0.5, 0.6],
  deviation: [0.2, 0.3, 0.25],
  augmentations: augmentations.cifar,
};
const random = createRandom(3, 'accumulating');
const variables = initialVariables(network, optimizer, 3);
const bytes = of.size * of.size * 3;
const inputs = {
  pixels: Uint8Array.from({ length: batch * bytes }, () => random.integer(0, 255)),
  ...drawViews(batch, of.size, of.size, augmentations.cifar, 3, 0),
  learningRate: Float32Array.of(0.1),
};

async function stepWith(microBatch: number) {
  const step = createStep({ ...options, microBatch });
  const engine = await createEngine('cpu', 1, step, variables);
  const metrics = await stepOn(engine, inputs);
  const after = await engine.read();
  await engine.close();
  return { step, metrics, after };
}

/** The loss of the whole batch, through a network that sees a micro-batch at a time, in eager tfjs. */
function gradientsByDefinition(microBatch: number) {
  const step = createStep({ ...options, microBatch });
  const { parameters } = network;
  const specs = step.parts!.project.inputs;
  const chunks = Array.from({ length: batch / microBatch }, (_, i) =>
    Object.fromEntries(
      Object.entries(specs)
        .filter(([name]) => name in inputs)
        .map(([name, { shape }]) => {
          const size = shape.reduce((product, n) => product * n, 1);
          const values = inputs[name as 'pixels'].subarray(i * size, (i + 1) * size);
          return [name, tf.tensor(Array.from(values), [...shape])];
        }),
    ),
  );
  const lossOf = (...weights: tf.Tensor[]) => {
    const named = Object.fromEntries(
      parameters.map(({ name }, i) => [`weight/${name}`, weights[i]!]),
    );
    const parts = chunks.map((chunk) => project(network, named, makeViews(chunk, options)));
    const [a, b] = [0, 1].map((view) => tf.concat(parts.map((part) => part[view]!)));
    return options.loss.of(a as tf.Tensor2D, b as tf.Tensor2D).loss;
  };
  const weights = parameters.map(({ name, shape }) =>
    tf.tensor(variables[`weight/${name}`]!, [...shape]),
  );
  const { value, grads } = tf.valueAndGrads(lossOf)(weights);
  return {
    loss: value.dataSync()[0]!,
    gradients: parameters.map(({ name }, i) => ({
      name,
      values: grads[i]!.dataSync() as Float32Array,
    })),
  };
}

test('micro-batches give the loss and the gradients of the whole batch', async () => {
  await tf.setBackend('cpu');
  const expected = gradientsByDefinition(4);
  const { metrics, after } = await stepWith(4);
  assert.ok(Math.abs(metrics.loss / expected.loss - 1) < 1e-5, `${metrics.loss} ${expected.loss}`);
  for (const { name, values } of expected.gradients) {
    // After one step from rest, the momentum is the gradient.
    const found = after[`state/momentum/${name}`]!;
    const difference = relativeDifference(found, values);
    assert.ok(difference < 2e-3, `${name} ${difference}`);
  }
});

test('a batch that is not divided takes the ordinary step', async () => {
  const whole = await stepWith(batch);
  assert.equal(whole.step.parts, undefined);
  const divided = await stepWith(6);
  // Batch normalisation sees half of the pictures: near, but not the same.
  assert.notEqual(divided.metrics.loss, whole.metrics.loss);
  assert.ok(Math.abs(divided.metrics.loss / whole.metrics.loss - 1) < 0.5);
});

test('several steps go on from each other', async () => {
  const step = createStep({ ...options, microBatch: 4 });
  const engine = await createEngine('cpu', 1, step, variables);
  const losses: number[] = [];
  for (let i = 0; i < 12; i++) losses.push((await stepOn(engine, inputs)).loss);
  await engine.close();
  assert.ok(losses.at(-1)! < 0.9 * losses[0]!, `${losses}`);
});
