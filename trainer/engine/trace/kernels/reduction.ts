import * as tf from '@tensorflow/tfjs-core';
import { nchwc, viewAs } from '../layout.ts';
import { type Kernel, registerKernels } from '../register.ts';

const reduce =
  (op: string): Kernel =>
  ({ x }, { axis, keepDims }, backend) => {
    const axes = tf.util.parseAxisParam(axis as number | number[], x!.shape);
    const shape = x!.shape.flatMap((size, i) => (!axes.includes(i) ? size : keepDims ? 1 : []));
    const result = backend.graph.node(
      op,
      [backend.dense(x!), backend.shapeConstant(axes)],
      { keepdims: keepDims ? 1 : 0 },
      'float32',
      shape,
    );
    return backend.result(result, shape, x!.dtype);
  };

/** Means over height and width of a blocked value are one pooling. */
const mean: Kernel = (inputs, attributes, backend) => {
  const { x } = inputs;
  const axes = tf.util.parseAxisParam(attributes.axis as number | number[], x!.shape);
  const value = backend.native(x!);
  if (!value.blocked || axes.length !== 2 || axes[0] !== 2 || axes[1] !== 3) {
    return reduce('ReduceMean')(inputs, attributes, backend);
  }
  const [batch, channels] = x!.shape as [number, number];
  const kept = [batch, channels, 1, 1];
  const pool = nchwc('GlobalAveragePool');
  const pooled = backend.graph.node(pool, [value], {}, 'float32', kept);
  return attributes.keepDims
    ? backend.result(pooled, kept, 'float32')
    : backend.result(viewAs(backend, pooled, [batch, channels]), [batch, channels], 'float32');
};

registerKernels({
  Max: (inputs, { reductionIndices, axis, ...rest }, backend) =>
    reduce('ReduceMax')(inputs, { axis: reductionIndices ?? axis, ...rest }, backend),
  Mean: mean,
  Sum: reduce('ReduceSum'),
});
