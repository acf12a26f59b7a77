import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { encode, encoderGraph } from '../../../trainer/export/encoderGraph.ts';
import type { Whitening } from '../../../trainer/export/whitening.ts';
import { resnetDimensions } from '../../../trainer/nn/resnet.ts';
import { sgd } from '../../../trainer/optim/sgd.ts';
import { createRandom, type Random } from '../../../trainer/random.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { encoderOf, networks } from '../engine/networks.ts';
import '../gradients.ts';

const scale = { mean: [0.4, 0.5, 0.6], deviation: [0.2, 0.3, 0.25] };

const cases = networks.flatMap((of) => [false, true].map((whitened) => ({ of, whitened })));

for (const { of, whitened } of cases) {
  const name = `${of.name}${whitened ? ', whitened' : ''}`;
  test(`the exported graph gives the training side's embeddings: ${name}`, async () => {
    const encoder = encoderOf(of);
    const random = createRandom(3, 'export');
    const variables = initialVariables(encoder, sgd({ momentum: 0.9, weightDecay: 0 }), 3);
    // As after training: no two channels have the same scale, shift and statistics.
    for (const [name, values] of Object.entries(variables)) {
      if (!/gamma|beta|mean|variance/.test(name)) continue;
      values.forEach((_, i) => {
        values[i] = random.uniform(0.5, 1.5);
      });
    }
    const whitening = whitened ? randomWhitening(resnetDimensions(of.shape), random) : undefined;
    const graph = encoderGraph(encoder, of.size, variables, scale, whitening);
    const session = await ort.InferenceSession.create(graph, {
      extra: { session: { strict_shape_type_inference: '1' } },
    });
    await tf.setBackend('cpu');
    const tensors = Object.fromEntries(
      [
        ...encoder.parameters.map(({ name, shape }) => [`weight/${name}`, [...shape]] as const),
        ...encoder.statistics.flatMap(({ name, channels }) => [
          [`statistic/${name}.mean`, [channels]] as const,
          [`statistic/${name}.variance`, [channels]] as const,
        ]),
      ].map(([name, shape]) => [name, tf.tensor(variables[name]!, [...shape])]),
    );
    for (const n of [1, 7, 64]) {
      const shape = [n, of.size, of.size, 3];
      const pixels = Uint8Array.from({ length: n * of.size * of.size * 3 }, () =>
        random.integer(0, 255),
      );
      const { embedding } = await session.run({ pixels: new ort.Tensor('uint8', pixels, shape) });
      const input = tf.tensor(Int32Array.from(pixels), shape, 'int32');
      const expected = encode(encoder, input, tensors, scale, whitening);
      assert.deepEqual([...embedding!.dims], expected.shape);
      const actual = embedding!.data as Float32Array;
      const difference = Math.max(...expected.dataSync().map((x, i) => Math.abs(x - actual[i]!)));
      assert.ok(difference < 1e-4, `N = ${n}: ${difference}`);
      const length = Math.hypot(...actual.subarray(0, embedding!.dims[1]));
      assert.ok(Math.abs(length - 1) < 1e-5);
    }
    await session.release();
  });
}

function randomWhitening(dimensions: number, random: Random): Whitening {
  const values = (length: number) => Float32Array.from({ length }, () => random.normal());
  return { mean: values(dimensions), projection: values(dimensions * dimensions) };
}
