import type { Value } from '@selfsame/models/onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { TraceBackend } from '../backend.ts';
import { type Kernel, registerKernels } from '../register.ts';

/** Matrices multiply by Gemm, which transposes for free; stacks of matrices by MatMul. */
const batchMatMul: Kernel = ({ a, b }, { transposeA, transposeB }, backend) => {
  const rows = a!.shape.at(transposeA ? -1 : -2)!;
  const columns = b!.shape.at(transposeB ? -2 : -1)!;
  const [stackA, stackB] = [a!.shape.slice(0, -2), b!.shape.slice(0, -2)];
  const shape = [...tf.broadcast_util.assertAndGetBroadcastShape(stackA, stackB), rows, columns];
  const [x, y] = [backend.dense(a!), backend.dense(b!)];
  const result =
    shape.length === 2
      ? backend.graph.node(
          'Gemm',
          [x, y],
          { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 },
          'float32',
          shape,
        )
      : backend.graph.node(
          'MatMul',
          [transposeA ? swapLastTwo(backend, x) : x, transposeB ? swapLastTwo(backend, y) : y],
          {},
          'float32',
          shape,
        );
  return backend.result(result, shape, 'float32');
};

export function swapLastTwo(backend: TraceBackend, x: Value): Value {
  const rank = x.shape.length;
  const perm = x.shape.map((_, axis) => axis);
  [perm[rank - 2], perm[rank - 1]] = [rank - 1, rank - 2];
  const shape = perm.map((axis) => x.shape[axis]!);
  return backend.graph.node('Transpose', [x], { perm }, 'float32', shape);
}

registerKernels({ BatchMatMul: batchMatMul });
