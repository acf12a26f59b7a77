import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepOn } from '../../../trainer/engine/engine.ts';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { drawViews } from '../../../trainer/augment/views.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import { ModelProto } from '../../../trainer/engine/onnx/schema.ts';
import { portable } from '../../../trainer/engine/trace/target.ts';
import { trace } from '../../../trainer/engine/trace/trace.ts';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { createRandom } from '../../../trainer/random.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { keepIfFine, unscale } from '../../../trainer/step/lossScale.ts';
import { createStep } from '../../../trainer/step.ts';
import { relativeDifference } from '../gradients.ts';
import { networkOf, networks } from './networks.ts';

const of = networks.find(({ name }) => name === 'basic')!;
const batch = 16;
const network = networkOf(of);
const optimizer = sgd({ momentum: 0.9, weightDecay: 0 });
const random = createRandom(7, 'mixed');
const inputs = {
  pixels: Uint8Array.from({ length: batch * of.size * of.size * 3 }, () => random.integer(0, 255)),
  ...drawViews(batch, of.size, of.size, augmentations.cifar, 7, 0),
  learningRate: Float32Array.of(0.01),
};

const stepOf = (mixed: boolean, microBatch = batch) =>
  createStep({
    ...{
      network,
      optimizer,
      batch,
      microBatch,
      size: of.size,
      source: of.size,
      loss: barlow({ lambda: 0.02 }),
    },
    mean: [0.4, 0.5, 0.6],
    deviation: [0.2, 0.3, 0.25],
    augmentations: augmentations.cifar,
    mixedPrecision: mixed ? 'float16' : undefined,
  });

async function once(device: 'cpu' | 'webgpu', mixedPrecision: boolean, microBatch: number) {
  const step = stepOf(mixedPrecision, microBatch);
  const variables = initialVariables(network, optimizer, 7, step.mixedPrecision);
  const engine = await createEngine(device, 1, step, variables);
  const { loss } = await stepOn(engine, inputs);
  const after = await engine.read();
  await engine.close();
  return { loss, after };
}

// onnxruntime's CPU provider has no float16 convolution and computes in float32: what can be compared
// there is everything around them, the scaled loss above all.
for (const microBatch of [batch, 8]) {
  test(`a scaled loss gives the same step, ${microBatch} pictures at a time`, async () => {
    const full = await once('cpu', false, microBatch);
    const mixed = await once('cpu', true, microBatch);
    assert.ok(Math.abs(mixed.loss / full.loss - 1) < 1e-5, `${mixed.loss} ${full.loss}`);
    for (const [name, values] of Object.entries(full.after)) {
      const difference = relativeDifference(mixed.after[name]!, values);
      assert.ok(difference < 2e-3, `${name} ${difference}`);
    }
    assert.equal(mixed.after['state/lossScale/good']![0], 1);
  });
}

test('convolutions and their input gradients are in float16, and nothing else is', () => {
  const step = stepOf(true);
  const model = trace(
    (given) =>
      Object.fromEntries(
        Object.entries(step.run(given)).map(([name, tensor]) => [`out/${name}`, tensor]),
      ),
    { ...step.batchInputs, ...step.variables },
    { ...portable, half: true },
  );
  const { graph } = ModelProto.decode(model) as unknown as {
    graph: { node: { opType: string; input: string[]; output: string[]; attribute: Cast[] }[] };
  };
  const isHalf = new Set(
    graph.node
      .filter(({ opType, attribute }) => opType === 'Cast' && Number(attribute[0]!.i) === 10)
      .flatMap(({ output }) => output),
  );
  const convolutions = graph.node.filter(({ opType }) => opType.startsWith('Conv'));
  assert.ok(convolutions.length > 10);
  for (const { input } of convolutions) assert.ok(input.every((name) => isHalf.has(name)));
  const readers = graph.node.filter(({ input }) => input.some((name) => isHalf.has(name)));
  assert.deepEqual(new Set(readers), new Set(convolutions));
});

interface Cast {
  readonly i: number;
}

test('a step with a gradient that is not finite changes nothing but the scale', async () => {
  await tf.setBackend('cpu');
  const scalar = (value: number) => tf.scalar(value);
  const before = {
    w: scalar(1),
    'state/lossScale/exponent': scalar(2),
    'state/lossScale/good': scalar(7),
  };
  const run = (gradient: number, good = 7) => {
    const tensors = { ...before, 'state/lossScale/good': scalar(good) };
    const { gradients, fine } = unscale(tensors, { w: scalar(gradient), other: scalar(1) });
    const next = keepIfFine(tensors, { w: scalar(5) }, fine);
    const values = Object.entries(next).map(([name, t]) => [name, t.dataSync()[0]!]);
    return { gradient: gradients.w!.dataSync()[0]!, ...Object.fromEntries(values) };
  };
  assert.deepEqual(run(2 ** 18), {
    gradient: 1,
    w: 5,
    'state/lossScale/exponent': 2,
    'state/lossScale/good': 8,
  });
  for (const bad of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]) {
    const after = run(bad);
    assert.deepEqual([after.w, after['state/lossScale/exponent']], [1, 1], `${bad}`);
    assert.equal(after['state/lossScale/good'], 0);
  }
  const doubled = run(1, 1999);
  assert.deepEqual([doubled['state/lossScale/exponent'], doubled['state/lossScale/good']], [3, 0]);
});

test('a device without float16 says so', async (t) => {
  try {
    await once('webgpu', false, batch);
  } catch (error) {
    assert.equal((error as { code: string }).code, 'engine_unavailable');
    return t.skip('there is no WebGPU device');
  }
  try {
    const mixed = await once('webgpu', true, batch);
    const full = await once('webgpu', false, batch);
    const off = Math.abs(mixed.loss / full.loss - 1);
    assert.ok(off > 0 && off < 0.01, `${mixed.loss} ${full.loss}`);
  } catch (error) {
    assert.equal((error as { code: string }).code, 'precision_unavailable');
    assert.match((error as Error).message, /float16/);
  }
});
