import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callOf, installedEngine } from '@selfsame/models';
import * as tf from '@tensorflow/tfjs-core';
import type { Arrays } from '../../../trainer/arrays.ts';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { drawViews } from '../../../trainer/augment/views.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import { stepOn } from '../../../trainer/engine/engine.ts';
import type { EngineName } from '../../../trainer/engine/engines.ts';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { createRandom } from '../../../trainer/random.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { createStep } from '../../../trainer/step.ts';
import { relativeDifference } from '../gradients.ts';
import { networkOf, networks } from './networks.ts';

const steps = 3;
const pair = augmentations.paper;

/** A few steps on an engine, from the same start with the same pictures and draws. */
async function train(name: EngineName): Promise<{ losses: number[]; variables: Arrays }> {
  const of = networks.find((one) => one.name === 'basic')!;
  const { size, batch } = of;
  const [network, optimizer] = [networkOf(of), sgd({ momentum: 0.9, weightDecay: 1e-4 })];
  const step = createStep({
    ...{ network, optimizer, batch, size, source: size, loss: barlow({ lambda: 0.02 }) },
    ...{ mean: [0.4, 0.5, 0.6], deviation: [0.2, 0.3, 0.25], augmentations: pair },
  });
  const random = createRandom(1, 'tensorflow');
  const engine = await createEngine(name, 1, step, initialVariables(network, optimizer, 1));
  const losses: number[] = [];
  for (let number = 0; number < steps; number++) {
    const inputs = {
      pixels: Uint8Array.from({ length: batch * size * size * 3 }, () => random.integer(0, 255)),
      ...drawViews(batch, size, size, pair, 1, number),
      learningRate: Float32Array.of(0.01),
    };
    losses.push((await stepOn(engine, inputs)).loss);
  }
  const variables = await engine.read();
  await engine.close();
  return { losses, variables };
}

test('TensorFlow trains as the compiled engine and the eager one do', async (t) => {
  if (installedEngine('tfjs-cpu') === undefined)
    return t.skip(`not installed: ${callOf('engines')} install tfjs-cpu`);
  const found = await train('tfjs-cpu');
  assert.equal(tf.getBackend(), 'tensorflow');
  for (const name of ['cpu', 'eager'] as const) {
    const expected = await train(name);
    for (const [i, loss] of found.losses.entries())
      assert.ok(Math.abs(loss / expected.losses[i]! - 1) < 1e-4, `step ${i + 1} of ${name}`);
    for (const [variable, values] of Object.entries(expected.variables)) {
      const off = relativeDifference(found.variables[variable]!, values);
      assert.ok(off < 2e-3, `${variable} is ${off} off that of ${name}`);
    }
  }
});

test('TensorFlow is used with the tfjs-core of the trainer', async (t) => {
  const engine = installedEngine('tfjs-cpu');
  if (engine === undefined) return t.skip(`not installed: ${callOf('engines')} install tfjs-cpu`);
  const { registerTensorflow } = await import('../../../trainer/engine/tensorflow.ts');
  registerTensorflow(engine);
  await tf.setBackend('tensorflow');
  // A backend of another copy would extend another KernelBackend, and be none to this one.
  assert.ok(tf.backend() instanceof tf.KernelBackend);
  assert.deepEqual(tf.relu(tf.tensor1d([-1, 2])).arraySync(), [0, 2]);
});
