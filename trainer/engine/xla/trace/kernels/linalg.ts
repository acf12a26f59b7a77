import * as tf from '@tensorflow/tfjs-core';
import { broadcast } from '../../stablehlo/ops/elementwise.ts';
import { dotGeneral } from '../../stablehlo/ops/products.ts';
import { type Kernel, registerKernels } from '../register.ts';

const batchMatMul: Kernel = ({ a, b }, { transposeA, transposeB }, backend) => {
  const rows = a!.shape.at(transposeA ? -1 : -2)!;
  const columns = b!.shape.at(transposeB ? -2 : -1)!;
  const [stackA, stackB] = [a!.shape.slice(0, -2), b!.shape.slice(0, -2)];
  const stack = tf.broadcast_util.assertAndGetBroadcastShape(stackA, stackB);
  const shape = [...stack, rows, columns];
  const whole = (info: tf.TensorInfo) =>
    broadcast(backend.builder, backend.dense(info), [...stack, ...info.shape.slice(-2)]);
  const [row, column] = [stack.length, stack.length + 1];
  const contracted = [transposeA ? row : column, transposeB ? column : row] as const;
  const made = dotGeneral(backend.builder, [whole(a!), whole(b!)], contracted, shape, 'f32');
  return backend.result(made, shape, 'float32');
};

registerKernels({ BatchMatMul: batchMatMul });
