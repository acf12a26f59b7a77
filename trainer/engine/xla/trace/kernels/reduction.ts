import * as tf from '@tensorflow/tfjs-core';
import { elementwise, scalar } from '../../stablehlo/ops/elementwise.ts';
import { reshape } from '../../stablehlo/ops/movement.ts';
import { reduce } from '../../stablehlo/ops/reduction.ts';
import type { Value } from '../../stablehlo/types.ts';
import type { HloBackend } from '../backend.ts';
import { type Kernel, registerKernels } from '../register.ts';

/** Over some axes, which are of size one afterwards or, without `keepDims`, gone. */
const reduction =
  (make: (backend: HloBackend, value: Value, axes: readonly number[]) => Value): Kernel =>
  ({ x }, { axis, keepDims }, backend) => {
    const axes = tf.util.parseAxisParam(axis as number | number[], x!.shape);
    const made = make(backend, backend.dense(x!), axes);
    const kept = x!.shape.map((size, i) => (axes.includes(i) ? 1 : size));
    const result = keepDims ? reshape(backend.builder, made, kept) : made;
    return backend.result(result, result.shape, x!.dtype);
  };

/** The sum, divided by how many there are. */
function mean({ builder }: HloBackend, value: Value, axes: readonly number[]): Value {
  const count = axes.reduce((product, axis) => product * value.shape[axis]!, 1);
  const sum = reduce(builder, 'add', value, axes);
  return elementwise(builder, 'divide', [sum, scalar(builder, count)]);
}

const sum = reduction(({ builder }, ...given) => reduce(builder, 'add', ...given));
const max = reduction(({ builder }, ...given) => reduce(builder, 'maximum', ...given));

registerKernels({
  Max: (inputs, { reductionIndices, axis, ...rest }, backend) =>
    max(inputs, { axis: reductionIndices ?? axis, ...rest }, backend),
  Mean: reduction(mean),
  Sum: sum,
  // Mean of each channel over the batch: [N, C, H, W] -> [1, C, 1, 1].
  ChannelMean: (inputs, _, backend) =>
    reduction(mean)(inputs, { axis: [0, 2, 3], keepDims: true }, backend),
});
