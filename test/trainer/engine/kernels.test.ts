import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from '../../../trainer/engine/onnxruntime.ts';
import { trace } from '../../../trainer/engine/trace/trace.ts';
import { KernelMissingError } from '../../../trainer/errors.ts';
import '../gradients.ts';

/** With halves, which are rounded to even, and both signs. */
const x = [-2.5, -1.5, -0.7, -0.5, 0.3, 0.5, 1.25, 1.5, 2.5];
const y = [-2.5, 2, 0.7, -0.5, 0.1, 1, 1.25, -3, 2.6];
/** Elementwise operations that no step may call as yet, so that nothing else tests their kernels. */
const operations: Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
  ceil: tf.ceil,
  clip: (a) => tf.clipByValue(a, -0.6, 1.3),
  cos: tf.cos,
  erf: tf.erf,
  equal: (a, b) => tf.where(tf.equal(b, 2), a, tf.neg(a)),
  floor: tf.floor,
  or: (a, b) => tf.where(tf.logicalOr(tf.greater(b, 1), tf.less(b, -1)), a, tf.neg(a)),
  reciprocal: tf.reciprocal,
  round: tf.round,
  sigmoid: tf.sigmoid,
  sign: tf.sign,
  sin: tf.sin,
  softplus: tf.softplus,
  tanh: tf.tanh,
};

for (const [name, operation] of Object.entries(operations)) {
  test(`the traced ${name} is that of eager tfjs, and so is its gradient`, async () => {
    const both = (a: tf.Tensor, b: tf.Tensor) => ({
      value: operation(a, b),
      // That of a staircase is zero everywhere; the product with it has one.
      gradient: tf.grad((given: tf.Tensor) => tf.mul(operation(given, b), given))(a),
    });
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
