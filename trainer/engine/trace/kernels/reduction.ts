import * as tf from '@tensorflow/tfjs-core';
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

registerKernels({
  Max: (inputs, { reductionIndices, axis, ...rest }, backend) =>
    reduce('ReduceMax')(inputs, { axis: reductionIndices ?? axis, ...rest }, backend),
  Mean: reduce('ReduceMean'),
  Sum: reduce('ReduceSum'),
});
