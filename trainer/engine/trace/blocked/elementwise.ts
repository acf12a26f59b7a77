import type { Attributes, DataType, Value } from '@selfsame/models/onnx';
import * as tf from '@tensorflow/tfjs-core';
import { sameShape } from '../../symbolic/backend.ts';
import type { TraceBackend } from '../backend.ts';
import { memoryShape, toBlocked, toPlain, viewAs } from '../layout.ts';

/**
 * An element-wise operation on values of any layout. If one is blocked, so is the result, and the
 * others are brought to that layout: values of the same shape by reordering, and one number per
 * channel, or per picture and channel, by broadcasting over a view of the memory.
 */
export function elementwise(
  backend: TraceBackend,
  op: string,
  values: readonly Value[],
  dtype: DataType,
  attributes: Attributes = {},
): Value {
  const shape = values
    .map((value) => [...value.shape])
    .reduce((a, b) => tf.broadcast_util.assertAndGetBroadcastShape(a, b));
  const blocked = values.find((value) => value.blocked);
  const node = (operands: readonly Value[], blockedResult = false, actual = shape) =>
    backend.graph.node(op, operands, attributes, dtype, actual, blockedResult);
  if (!blocked) return node(values);

  const whole = (value: Value) => sameShape(value.shape, blocked.shape);
  const isNumber = (value: Value) => value.shape.length === 0;
  if (!values.every((value) => isNumber(value) || whole(value) || perChannel(value, blocked))) {
    return node(values.map((value) => toPlain(backend, value)));
  }
  const reordered = values.map((value) => (whole(value) ? toBlocked(backend, value) : value));
  if (reordered.every((value) => isNumber(value) || whole(value))) return node(reordered, true);

  const memory = memoryShape(backend, blocked);
  const views = reordered.map((value) => {
    if (isNumber(value)) return value;
    if (whole(value)) return viewAs(backend, value, memory);
    return viewAs(backend, value, [value.shape[0]!, memory[1]!, 1, 1, memory[4]!]);
  });
  return viewAs(backend, node(views, false, memory), blocked.shape, true);
}

/** [1 or N, C, 1, 1]: its memory is the same in both layouts. */
function perChannel({ shape }: Value, { shape: [batch, channels] }: Value): boolean {
  const [n, c, ...rest] = shape;
  return (
    shape.length === 4 &&
    (n === 1 || n === batch) &&
    c === channels &&
    rest.every((size) => size === 1)
  );
}
