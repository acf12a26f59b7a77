import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { createEngine } from '../../../trainer/engine/create.ts';
import { stepOn } from '../../../trainer/engine/engine.ts';
import { lossOfViews } from '../../../trainer/loss/lossOfViews.ts';
import { project } from '../../../trainer/step/differentiate.ts';
import { makeViews } from '../../../trainer/step/views.ts';
import { relativeDifference } from '../gradients.ts';
import { even, setUp } from './methods.ts';

const microBatch = 4;

/** The loss of the whole batch, through a network that sees a micro-batch at a time, in eager tfjs. */
function byDefinition({ options, step, variables, inputs }: ReturnType<typeof setUp>) {
  const { network, loss, batch } = options;
  const arrays: Readonly<Record<string, Float32Array | Uint8Array>> = inputs;
  const shares = Array.from({ length: batch / microBatch }, (_, i) =>
    Object.fromEntries(
      Object.entries(step.parts!.project.inputs).flatMap(([name, { shape }]) => {
        if (!(name in arrays)) return [];
        const size = shape.reduce((product, n) => product * n, 1);
        const values = arrays[name]!.subarray(i * size, (i + 1) * size);
        return [[name, tf.tensor(Array.from(values), [...shape])]];
      }),
    ),
  );
  const lossOf = (...weights: tf.Tensor[]) => {
    const named = Object.fromEntries(
      network.parameters.map(({ name }, i) => [`weight/${name}`, weights[i]!]),
    );
    const parts = shares.map((share) => project(network, named, makeViews(share, options)));
    const whole = parts[0]!.map((_, view) => tf.concat(parts.map((part) => part[view]!)));
    return lossOfViews(whole, loss, { stopGradient: false }).loss;
  };
  const weights = network.parameters.map(({ name, shape }) =>
    tf.tensor(variables[`weight/${name}`]!, [...shape]),
  );
  return tf.valueAndGrads(lossOf)(weights);
}

for (const [name, method] of Object.entries(even)) {
  test(`micro-batches give the loss and the gradients of the whole batch: ${name}`, async () => {
    await tf.setBackend('cpu');
    const set = setUp(method, 3, microBatch);
    const { value, grads } = byDefinition(set);
    const expected = value.dataSync()[0]!;
    const engine = await createEngine('cpu', 1, set.step, set.variables);
    const metrics = await stepOn(engine, set.inputs);
    const after = await engine.read();
    await engine.close();
    assert.deepEqual(Object.keys(metrics).sort(), [...set.step.metrics].sort());
    assert.ok(Math.abs(metrics.loss / expected - 1) < 1e-5, `${metrics.loss} ${expected}`);
    for (const [i, { name: parameter }] of set.options.network.parameters.entries()) {
      const found = after[`state/momentum/${parameter}`]!;
      const difference = relativeDifference(found, grads[i]!.dataSync());
      assert.ok(difference < 2e-3, `${parameter} ${difference}`);
    }
  });
}
