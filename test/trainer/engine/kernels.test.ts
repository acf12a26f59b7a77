import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from '../../../trainer/engine/onnxruntime.ts';
import { trace } from '../../../trainer/engine/trace/trace.ts';
import { KernelMissingError } from '../../../trainer/errors.ts';
import '../gradients.ts';
import { operations, withGradient, x, y } from './operations.ts';

for (const [name, operation] of Object.entries(operations)) {
  test(`the traced ${name} is that of eager tfjs, and so is its gradient`, async () => {
    const both = withGradient(operation);
    const shape = [x.length];
    const spec = { dtype: 'float32', shape } as const;
    const model = trace(({ a, b }) => both(a!, b!), { a: spec, b: spec });
    const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
    const found = await session.run({
      a: new Tensor('float32', Float32Array.from(x), shape),
      b: new Tensor('float32', Float32Array.from(y), shape),
    });
    await session.release();
    await tf.setBackend('cpu');
    for (const [part, expected] of Object.entries(both(tf.tensor(x), tf.tensor(y)))) {
      const values = found[part]!.data as Float32Array;
      for (const [i, value] of expected.dataSync().entries()) {
        assert.ok(Math.abs(values[i]! - value) < 1e-5, `${part} at ${x[i]}: ${values[i]} ${value}`);
      }
    }
  });
}

test('a kernel that the tracer does not know is named, with where to add it', () => {
  const spec = { dtype: 'float32', shape: [2] } as const;
  const unheard = ({ a }: Record<string, tf.Tensor>) => ({
    y: tf.engine().runKernel('Unheard', { a: a! }) as tf.Tensor,
  });
  assert.throws(
    () => trace(unheard, { a: spec }),
    (error: KernelMissingError) => {
      assert.ok(error instanceof KernelMissingError, String(error));
      assert.equal(error.code, 'trace_kernel_missing');
      assert.match(error.message, /kernel Unheard/);
      assert.match(error.remedy, /trainer\/engine\/trace\/kernels\/.*elementwise\.ts/);
      return true;
    },
  );
});
