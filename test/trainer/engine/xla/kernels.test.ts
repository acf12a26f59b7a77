import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { traceBackendName } from '../../../../trainer/engine/trace/backend.ts';
import '../../../../trainer/engine/trace/trace.ts';
import { findPlugin } from '../../../../trainer/engine/xla/findPlugin.ts';
import { type Client, openClient } from '../../../../trainer/engine/xla/pjrt/client.ts';
import { hloBackendName } from '../../../../trainer/engine/xla/trace/backend.ts';
import { traceProgram } from '../../../../trainer/engine/xla/trace/trace.ts';
import { KernelMissingError } from '../../../../trainer/errors.ts';
import { lossOfViews } from '../../../../trainer/loss/lossOfViews.ts';
import type { Tensors } from '../../../../trainer/tensors.ts';
import { randomTensor, relativeDifference } from '../../gradients.ts';
import { even, uneven } from '../../step/methods.ts';
import { operations, withGradient, x, y } from '../operations.ts';
import { skip } from './onCpu.ts';

const client: Client | undefined = skip ? undefined : openClient(findPlugin()!);
after(() => client?.close());

/** What a function gives when XLA computes it. */
function compute(fn: (inputs: Tensors) => Tensors, inputs: Tensors) {
  const specs = Object.entries(inputs).map(
    ([name, { shape }]) => [name, { dtype: 'float32', shape }] as const,
  );
  const values = Object.values(inputs).map((tensor) => tensor.dataSync<'float32'>());
  const { text, outputs } = traceProgram(fn, Object.fromEntries(specs));
  const given = specs.map(([, { shape }], i) => client!.upload(values[i]!, shape, 'float32'));
  const results = client!.compile(text).run(given);
  return Object.fromEntries(outputs.map((name, i) => [name, results[i]!.read()]));
}

/** The same program computes all of them: it is compiling that takes time. */
async function assertAgree(fn: (inputs: Tensors) => Tensors, inputs: Tensors): Promise<void> {
  const found = compute(fn, inputs);
  await tf.setBackend('cpu');
  for (const [name, expected] of Object.entries(fn(inputs))) {
    const difference = relativeDifference(found[name]!, expected.dataSync());
    assert.ok(difference < 1e-5, `${name}: ${difference}`);
  }
}

const named = (prefix: string, tensors: Tensors) =>
  Object.entries(tensors).map(([name, tensor]): [string, tf.Tensor] => [
    `${prefix}, ${name}`,
    tensor,
  ]);

test('elementwise operations and their gradients are those of eager tfjs', { skip }, async () => {
  const all = ({ a, b }: Tensors): Tensors =>
    Object.fromEntries(
      Object.entries(operations).flatMap(([name, operation]) =>
        named(name, withGradient(operation)(a!, b!)),
      ),
    );
  await assertAgree(all, { a: tf.tensor(x), b: tf.tensor(y) });
});

test('every loss and its gradients are those of eager tfjs', { skip }, async () => {
  // A gradient that is stopped one way is none at all for tfjs.
  const methods = Object.entries({ ...even, ...uneven }).filter(
    ([, { loss, stopGradient }]) => loss.bothWays || !stopGradient,
  );
  const all = (views: Tensors): Tensors =>
    Object.fromEntries(
      methods.flatMap(([name, { loss, stopGradient = false, views: count = 2 }]) => {
        const of = (...given: tf.Tensor[]) =>
          lossOfViews(given as tf.Tensor2D[], loss, { stopGradient });
        const given = Object.values(views).slice(0, count);
        const gradients = tf.grads((...z) => of(...z).loss)(given);
        return named(name, { ...of(...given), ...Object.fromEntries(gradients.entries()) });
      }),
    );
  const views = [1, 2, 3].map((seed) => [`${seed}`, randomTensor(seed, [6, 5])] as const);
  await assertAgree(all, Object.fromEntries(views));
});

test("every kernel that ONNX's tracer has is there", () => {
  const names = (backend: string) =>
    tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName);
  const there = new Set(names(hloBackendName));
  assert.ok(there.size > 40);
  assert.deepEqual(
    names(traceBackendName).filter((name) => !there.has(name)),
    [],
  );
});

test('a kernel that is missing is named, with where to add it', () => {
  const unheard = ({ a }: Tensors) => ({
    y: tf.engine().runKernel('Unheard', { a: a! }) as tf.Tensor,
  });
  assert.throws(
    () => traceProgram(unheard, { a: { dtype: 'float32', shape: [2] } }),
    (error: KernelMissingError) => {
      assert.ok(error instanceof KernelMissingError, String(error));
      assert.match(error.remedy, /trainer\/engine\/xla\/trace\/kernels\/.*elementwise\.ts/);
      return true;
    },
  );
});
