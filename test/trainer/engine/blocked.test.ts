import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { cpuTarget } from '../../../trainer/engine/cpuTarget.ts';
import { InferenceSession, Tensor } from '../../../trainer/engine/onnxruntime.ts';
import { portable, type Target } from '../../../trainer/engine/trace/target.ts';
import { trace } from '../../../trainer/engine/trace/trace.ts';
import { createRandom } from '../../../trainer/random.ts';
import { relativeDifference } from '../gradients.ts';

/** Convolutions of every formulation: N, C, H = W, O, kernel, stride. */
const shapes = [
  { name: 'a stem', sizes: [32, 3, 8, 16, 3, 1] },
  { name: 'a stem for large pictures', sizes: [16, 3, 14, 16, 7, 2] },
  { name: 'stride 1', sizes: [16, 32, 6, 16, 3, 1] },
  { name: 'stride 2, even', sizes: [32, 16, 8, 32, 3, 2] },
  { name: 'stride 2, odd', sizes: [16, 16, 7, 16, 3, 2] },
  { name: 'a shortcut', sizes: [48, 16, 8, 32, 1, 2] },
  { name: 'one tap', sizes: [16, 32, 4, 80, 1, 1] },
  { name: 'tiles of 2 by 2', sizes: [16, 128, 8, 144, 3, 1] },
  { name: 'a batch that no block divides', sizes: [10, 16, 6, 16, 3, 1] },
  { name: 'channels that no block divides', sizes: [16, 20, 6, 12, 3, 1] },
] as const;

async function run(
  kernel: string,
  inputs: Record<string, readonly number[]>,
  attributes: { stride: number; pad: number; shape: number[] },
  target: Target,
): Promise<Float32Array> {
  const specs = Object.fromEntries(
    Object.entries(inputs).map(([name, shape]) => [name, { dtype: 'float32', shape } as const]),
  );
  const model = trace(
    (tensors) => ({ y: tf.engine().runKernel(kernel, tensors as never, attributes) as tf.Tensor }),
    specs,
    target,
  );
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
  const random = createRandom(1, kernel);
  const feeds = Object.entries(inputs).map(([name, shape]) => {
    const length = shape.reduce((product, n) => product * n, 1);
    const values = Float32Array.from({ length }, () => random.normal());
    return [name, new Tensor('float32', values, shape)];
  });
  const { y } = await session.run(Object.fromEntries(feeds));
  await session.release();
  return y!.data as Float32Array;
}

for (const { name, sizes } of shapes) {
  test(`the CPU's convolutions are ONNX's own: ${name}`, async () => {
    const [batch, channels, size, outputs, kernel, stride] = sizes;
    const pad = Math.floor(kernel / 2);
    const made = Math.floor((size + 2 * pad - kernel) / stride) + 1;
    const x = [batch, channels, size, size];
    const dy = [batch, outputs, made, made];
    const filter = [outputs, channels, kernel, kernel];
    const cases = {
      NchwConv2D: { inputs: { x, filter }, shape: dy },
      NchwConv2DInputGrad: { inputs: { dy, filter }, shape: x },
      NchwConv2DFilterGrad: { inputs: { dy, x }, shape: filter },
    };
    for (const [kernelName, { inputs, shape }] of Object.entries(cases)) {
      const of = (target: Target) => run(kernelName, inputs, { stride, pad, shape }, target);
      const difference = relativeDifference(await of(await cpuTarget()), await of(portable));
      assert.ok(difference < 1e-5, `${kernelName} ${difference}`);
    }
  });
}

test('on x64 the blocked layout is found and computes rightly', async () => {
  const { block } = await cpuTarget();
  assert.ok((process.arch === 'x64' ? [8, 16] : [0, 8, 16]).includes(block), `${block}`);
});
