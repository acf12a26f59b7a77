import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { augmentations } from '../../../trainer/augment/preset.ts';
import { drawViews } from '../../../trainer/augment/views.ts';
import { createCompiledEngine } from '../../../trainer/engine/compiled.ts';
import { stepOn } from '../../../trainer/engine/engine.ts';
import { cpu } from '../../../trainer/engine/engines/cpu.ts';
import { barlow } from '../../../trainer/loss/barlow.ts';
import { createEncoder, type EncoderName, encoders } from '../../../trainer/nn/encoders.ts';
import { maxPoolAfterRelu } from '../../../trainer/nn/maxPool.ts';
import { type Module, sequence } from '../../../trainer/nn/module.ts';
import { projector } from '../../../trainer/nn/projector.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { createStep } from '../../../trainer/step.ts';
import { randomTensor, relativeDifference } from '../gradients.ts';

before(() => tf.setBackend('cpu'));

const size = ({ parameters }: Module) =>
  parameters.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0);

test('the published networks have the published numbers of parameters, less the classifier', () => {
  // torchvision's resnet18, 34 and 50 have 11,689,512, 21,797,672 and 25,557,032 with theirs.
  assert.equal(size(createEncoder('resnet18', 224).module), 11_689_512 - 513_000);
  assert.equal(size(createEncoder('resnet34', 224).module), 21_797_672 - 513_000);
  assert.equal(size(createEncoder('resnet50', 224).module), 25_557_032 - 2_049_000);
});

/** LARGE_TRAINING=1 as a release is tried: each takes half a minute of a processor. */
const large: readonly EncoderName[] = ['resnet34', 'resnet50'];
const isAsked = process.env.LARGE_TRAINING === '1';
const stepped: [EncoderName, number][] = [
  ...Object.keys(encoders).map((name): [EncoderName, number] => [name as EncoderName, 32]),
  ['resnet50', 96],
];

for (const [name, side] of stepped) {
  const skip = large.includes(name) && !isAsked && 'LARGE_TRAINING=1 takes it';
  test(`${name} at ${side} pixels takes a step`, { skip }, async () => {
    const encoder = createEncoder(name, side);
    const network = sequence(encoder.module, projector(encoder.dimensions, 16, 2));
    const optimizer = sgd({ momentum: 0.9, weightDecay: 1e-4 });
    const [batch, source] = [2, side];
    const pixelScale = { mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25] };
    const shape = {
      batch,
      source,
      size: source,
      augmentations: augmentations.cifar,
      ...pixelScale,
    };
    const step = createStep({ network, optimizer, loss: barlow({ lambda: 0.005 }), ...shape });
    const variables = initialVariables(network, optimizer, 1);
    const engine = await createCompiledEngine(step, variables, { device: cpu, threads: 2 });
    const pixels = Uint8Array.from(
      { length: batch * source * source * 3 },
      (_, i) => (i * 31) % 256,
    );
    const draws = drawViews(batch, source, source, augmentations.cifar, 1, 0);
    const { loss } = await stepOn(engine, { pixels, ...draws, learningRate: Float32Array.of(0.1) });
    assert.ok(Number.isFinite(loss) && loss > 0);
    const weight = 'weight/encoder.stem.conv.weight';
    assert.notDeepEqual((await engine.read())[weight], variables[weight]);
    await engine.close();
  });
}

test('the max-pool and its gradient are those of tfjs, at even and odd sizes', () => {
  for (const side of [6, 7]) {
    const x = tf.relu(randomTensor(side, [2, 3, side, side]));
    const theirs = (x: tf.Tensor) => {
      const nhwc = tf.transpose(x, [0, 2, 3, 1]) as tf.Tensor4D;
      const padded = tf.pad(nhwc, [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ]);
      return tf.transpose(tf.maxPool(padded as tf.Tensor4D, 3, 2, 'valid'), [0, 3, 1, 2]);
    };
    const ours = (x: tf.Tensor) =>
      maxPoolAfterRelu.apply(x, { weights: {}, training: true, statistics: {} });
    assert.deepEqual(ours(x).shape, theirs(x).shape);
    assert.equal(relativeDifference(ours(x).dataSync(), theirs(x).dataSync()), 0);
    const weights = randomTensor(9, ours(x).shape);
    const gradient = (pool: typeof ours) => tf.grad((x) => tf.sum(tf.mul(pool(x), weights)))(x);
    // Where a window is all zeros any of them may be the largest; behind a ReLU it is the same.
    const behindRelu = (g: tf.Tensor) => tf.mul(g, tf.step(x)).dataSync();
    assert.ok(relativeDifference(behindRelu(gradient(ours)), behindRelu(gradient(theirs))) < 1e-6);
  }
});
