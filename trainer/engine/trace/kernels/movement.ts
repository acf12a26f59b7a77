import * as tf from '@tensorflow/tfjs-core';
import { TraceError } from '../../../errors.ts';
import type { TraceBackend } from '../backend.ts';
import { type Kernel, registerKernels } from '../register.ts';

/** A scalar stays one; anything else is reshaped, keeping an unchanged first dimension symbolic. */
function reshapeTo(backend: TraceBackend, x: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  const value = backend.value(x);
  if (value.shape.length === 0) return backend.result(value, shape, x.dtype);
  const whole = backend.dense(x);
  // In ONNX a 0 copies the input's dimension, so that a batch of another size fits the same graph.
  const target = shape.map((size, axis) => (axis === 0 && size === x.shape[0] ? 0 : size));
  const result = backend.graph.node(
    'Reshape',
    [whole, backend.shapeConstant(target)],
    {},
    whole.dtype,
    shape,
  );
  return backend.result(result, shape, x.dtype);
}

const reshape: Kernel = ({ x }, { shape }, backend) => {
  const size = tf.util.sizeFromShape(x!.shape);
  return reshapeTo(backend, x!, tf.util.inferFromImplicitShape(shape as number[], size));
};

const expandDims: Kernel = ({ input }, { dim }, backend) => {
  const axis = tf.util.parseAxisParam(dim as number, [...input!.shape, 1])[0]!;
  return reshapeTo(backend, input!, input!.shape.toSpliced(axis, 0, 1));
};

const transpose: Kernel = ({ x }, { perm }, backend) => {
  const order = perm as number[];
  const shape = order.map((axis) => x!.shape[axis]!);
  const whole = backend.dense(x!);
  const result = backend.graph.node('Transpose', [whole], { perm: order }, whole.dtype, shape);
  return backend.result(result, shape, x!.dtype);
};

const slice: Kernel = ({ x }, { begin, size }, backend) => {
  const starts = begin as number[];
  const shape = (size as number[]).map((n, i) => (n < 0 ? x!.shape[i]! - starts[i]! : n));
  // Only the axes that are cut are named, so that a dynamic batch axis is left alone.
  const axes = shape.flatMap((n, i) => (n === x!.shape[i] ? [] : i));
  const whole = backend.dense(x!);
  if (axes.length === 0) return backend.result(whole, shape, x!.dtype);
  const operands = [
    axes.map((axis) => starts[axis]!),
    axes.map((axis) => starts[axis]! + shape[axis]!),
    axes,
  ].map((numbers) => backend.shapeConstant(numbers));
  const result = backend.graph.node('Slice', [whole, ...operands], {}, whole.dtype, shape);
  return backend.result(result, shape, x!.dtype);
};

const pad: Kernel = ({ x }, { paddings, constantValue }, backend) => {
  const pairs = paddings as [number, number][];
  const shape = x!.shape.map((n, i) => n + pairs[i]![0] + pairs[i]![1]);
  const pads = backend.shapeConstant([...pairs.map((p) => p[0]), ...pairs.map((p) => p[1])]);
  const fill = backend.graph.constant(Float32Array.of(constantValue as number), [], 'float32');
  const result = backend.graph.node('Pad', [backend.dense(x!), pads, fill], {}, 'float32', shape);
  return backend.result(result, shape, x!.dtype);
};

const concat: Kernel = (inputs, { axis }, backend) => {
  const infos = Object.values(inputs);
  const at = tf.util.parseAxisParam(axis as number, infos[0]!.shape)[0]!;
  const shape = tf.backend_util.computeOutShape(
    infos.map((info) => info.shape),
    at,
  );
  const values = infos.map((info) => backend.dense(info));
  const result = backend.graph.node('Concat', values, { axis: at }, values[0]!.dtype, shape);
  return backend.result(result, shape, infos[0]!.dtype);
};

/** Broadcasting, as tfjs calls it: the value stays as small as it is. */
const tile: Kernel = ({ x }, { reps }, backend) => {
  const times = reps as number[];
  const shape = x!.shape.map((size, axis) => size * times[axis]!);
  if (x!.shape.some((size, axis) => size > 1 && times[axis]! > 1)) {
    throw new TraceError('tile()', 'it repeats more than single values');
  }
  return backend.result(backend.native(x!), shape, x!.dtype);
};

registerKernels({
  Concat: concat,
  ExpandDims: expandDims,
  PadV2: pad,
  Reshape: reshape,
  Slice: slice,
  Tile: tile,
  Transpose: transpose,
});
