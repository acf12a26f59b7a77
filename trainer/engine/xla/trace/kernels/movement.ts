import * as tf from '@tensorflow/tfjs-core';
import { TraceError } from '../../../../errors.ts';
import { scalar } from '../../stablehlo/ops/elementwise.ts';
import { concatenate, pad, reshape, slice, transpose } from '../../stablehlo/ops/movement.ts';
import type { HloBackend } from '../backend.ts';
import { type Kernel, registerKernels } from '../register.ts';

/** A scalar stays one. */
function reshapeTo(backend: HloBackend, x: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  const value = backend.value(x);
  if (value.shape.length === 0) return backend.result(value, shape, x.dtype);
  return backend.result(reshape(backend.builder, backend.dense(x), shape), shape, x.dtype);
}

const reshapeKernel: Kernel = ({ x }, { shape }, backend) => {
  const size = tf.util.sizeFromShape(x!.shape);
  return reshapeTo(backend, x!, tf.util.inferFromImplicitShape(shape as number[], size));
};

const expandDims: Kernel = ({ input }, { dim }, backend) => {
  const axis = tf.util.parseAxisParam(dim as number, [...input!.shape, 1])[0]!;
  return reshapeTo(backend, input!, input!.shape.toSpliced(axis, 0, 1));
};

const transposeKernel: Kernel = ({ x }, { perm }, backend) => {
  const made = transpose(backend.builder, backend.dense(x!), perm as number[]);
  return backend.result(made, made.shape, x!.dtype);
};

const sliceKernel: Kernel = ({ x }, { begin, size }, backend) => {
  const starts = begin as number[];
  const shape = (size as number[]).map((n, i) => (n < 0 ? x!.shape[i]! - starts[i]! : n));
  const made = slice(backend.builder, backend.dense(x!), starts, shape);
  return backend.result(made, shape, x!.dtype);
};

const padKernel: Kernel = ({ x }, { paddings, constantValue }, backend) => {
  const { builder } = backend;
  const value = backend.dense(x!);
  const fill = scalar(builder, constantValue as number, value.type);
  const made = pad(builder, value, fill, paddings as [number, number][]);
  return backend.result(made, made.shape, x!.dtype);
};

const concat: Kernel = (inputs, { axis }, backend) => {
  const infos = Object.values(inputs);
  const at = tf.util.parseAxisParam(axis as number, infos[0]!.shape)[0]!;
  const shapes = infos.map(({ shape }) => shape);
  const shape = tf.backend_util.computeOutShape(shapes, at);
  const values = infos.map((info) => backend.dense(info));
  return backend.result(concatenate(backend.builder, values, at, shape), shape, infos[0]!.dtype);
};

/** Broadcasting, as tfjs calls it: the value stays as small as it is. */
const tile: Kernel = ({ x }, { reps }, backend) => {
  const times = reps as number[];
  if (x!.shape.some((size, axis) => size > 1 && times[axis]! > 1)) {
    throw new TraceError('tile()', 'it repeats more than single values');
  }
  const shape = x!.shape.map((size, axis) => size * times[axis]!);
  return backend.result(backend.value(x!), shape, x!.dtype);
};

registerKernels({
  Concat: concat,
  ExpandDims: expandDims,
  PadV2: padKernel,
  Reshape: reshapeKernel,
  Slice: sliceKernel,
  Tile: tile,
  Transpose: transposeKernel,
});
