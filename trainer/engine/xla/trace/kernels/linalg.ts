import * as tf from '@tensorflow/tfjs-core';
import { broadcast, convert } from '../../stablehlo/ops/elementwise.ts';
import { dotGeneral } from '../../stablehlo/ops/products.ts';
import type { ElementType } from '../../stablehlo/types.ts';
import type { HloBackend } from '../backend.ts';
import { type Kernel, registerKernels } from '../register.ts';

/** @param typeOf what the operands are converted to; sums are in float32 */
const matMul =
  (typeOf: (backend: HloBackend) => ElementType): Kernel =>
  ({ a, b }, { transposeA, transposeB }, backend) => {
    const rows = a!.shape.at(transposeA ? -1 : -2)!;
    const columns = b!.shape.at(transposeB ? -2 : -1)!;
    const [stackA, stackB] = [a!.shape.slice(0, -2), b!.shape.slice(0, -2)];
    const stack = tf.broadcast_util.assertAndGetBroadcastShape(stackA, stackB);
    const { builder } = backend;
    const operand = (info: tf.TensorInfo) => {
      const whole = broadcast(builder, backend.dense(info), [...stack, ...info.shape.slice(-2)]);
      return convert(builder, whole, typeOf(backend));
    };
    const [row, column] = [stack.length, stack.length + 1];
    const contracted = [transposeA ? row : column, transposeB ? column : row] as const;
    const shape = [...stack, rows, columns];
    const made = dotGeneral(builder, [operand(a!), operand(b!)], contracted, shape, 'f32');
    return backend.result(made, shape, 'float32');
  };

registerKernels({
  BatchMatMul: matMul(() => 'f32'),
  NetworkMatMul: matMul(({ products }) => products),
});
