import type { HloBuilder } from '../builder.ts';
import { integers } from '../text.ts';
import type { Value } from '../types.ts';

export function reshape(builder: HloBuilder, value: Value, shape: readonly number[]): Value {
  return builder.operation('reshape', [value], value.type, shape);
}

export function transpose(builder: HloBuilder, value: Value, order: readonly number[]): Value {
  const shape = order.map((axis) => value.shape[axis]!);
  const attributes = { permutation: integers(order) };
  return builder.operation('transpose', [value], value.type, shape, attributes);
}

export function slice(
  builder: HloBuilder,
  value: Value,
  starts: readonly number[],
  shape: readonly number[],
): Value {
  const attributes = {
    start_indices: integers(starts),
    limit_indices: integers(shape.map((size, axis) => starts[axis]! + size)),
    strides: integers(shape.map(() => 1)),
  };
  return builder.operation('slice', [value], value.type, shape, attributes);
}

export function pad(
  builder: HloBuilder,
  value: Value,
  fill: Value,
  pairs: readonly (readonly [number, number])[],
): Value {
  const shape = value.shape.map((size, axis) => pairs[axis]![0] + size + pairs[axis]![1]);
  const attributes = {
    edge_padding_low: integers(pairs.map(([before]) => before)),
    edge_padding_high: integers(pairs.map(([, after]) => after)),
    interior_padding: integers(pairs.map(() => 0)),
  };
  return builder.operation('pad', [value, fill], value.type, shape, attributes);
}

export function concatenate(
  builder: HloBuilder,
  values: readonly Value[],
  axis: number,
  shape: readonly number[],
): Value {
  const attributes = { dimension: `${axis} : i64` };
  return builder.operation('concatenate', values, values[0]!.type, shape, attributes);
}

/** Turns the order along some axes round. */
export function reverse(builder: HloBuilder, value: Value, axes: readonly number[]): Value {
  const attributes = { dimensions: integers(axes) };
  return builder.operation('reverse', [value], value.type, value.shape, attributes);
}
