import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGraphBuilder } from '../../../trainer/engine/onnx/builder.ts';
import { encodeGraph } from '../../../trainer/engine/onnx/encode.ts';
import { withoutSpaceToDepth } from '../../../trainer/engine/onnx/lower.ts';
import { InferenceSession, Tensor } from '../../../trainer/engine/onnxruntime.ts';

/** A graph of two SpaceToDepth in a row, [2, 3, 8, 12] -> [2, 48, 2, 3]. */
function graph(): Uint8Array {
  const builder = createGraphBuilder();
  const x = builder.input('x', { dtype: 'float32', shape: [2, 3, 8, 12] });
  const twice = (value: typeof x, shape: number[]) =>
    builder.node('SpaceToDepth', [value], { blocksize: 2 }, 'float32', shape);
  const y = twice(twice(x, [2, 12, 4, 6]), [2, 48, 2, 3]);
  return encodeGraph(builder, new Map([['y', y]]));
}

async function run(model: Uint8Array): Promise<Float32Array> {
  const session = await InferenceSession.create(model);
  const values = Float32Array.from({ length: 2 * 3 * 8 * 12 }, (_, i) => i);
  const { y } = await session.run({ x: new Tensor('float32', values, [2, 3, 8, 12]) });
  await session.release();
  return y!.data as Float32Array;
}

const holds = (model: Uint8Array) => Buffer.from(model).includes('SpaceToDepth');

test('slices take the place of SpaceToDepth and give the same', async () => {
  const lowered = withoutSpaceToDepth(graph());
  assert.ok(holds(graph()) && !holds(lowered));
  assert.deepEqual(await run(lowered), await run(graph()));
});

test('a model without SpaceToDepth is left as it is', () => {
  const lowered = withoutSpaceToDepth(graph());
  assert.equal(withoutSpaceToDepth(lowered), lowered);
});
