import type { HloBuilder } from '../builder.ts';
import { integers } from '../text.ts';
import type { Attributes, ElementType, Value } from '../types.ts';

/** One operation on the elements of values that are broadcast to one shape. */
export function elementwise(
  builder: HloBuilder,
  name: string,
  operands: readonly Value[],
  type: ElementType = operands.at(-1)!.type,
  attributes: Attributes = {},
): Value {
  const shape = operands.map((operand) => operand.shape).reduce(broadcastShape);
  const whole = operands.map((operand) => broadcast(builder, operand, shape));
  return builder.operation(name, whole, type, shape, attributes);
}

export function compare(builder: HloBuilder, direction: string, a: Value, b: Value): Value {
  const attributes = { comparison_direction: `#stablehlo<comparison_direction ${direction}>` };
  return elementwise(builder, 'compare', [a, b], 'i1', attributes);
}

/** StableHLO broadcasts nothing by itself. Dimensions correspond from the last one on. */
export function broadcast(builder: HloBuilder, value: Value, shape: readonly number[]): Value {
  const { length } = value.shape;
  if (length === shape.length && value.shape.every((size, axis) => size === shape[axis]))
    return value;
  const axes = value.shape.map((_, axis) => shape.length - length + axis);
  const attributes = { broadcast_dimensions: integers(axes) };
  return builder.operation('broadcast_in_dim', [value], value.type, shape, attributes);
}

export function convert(builder: HloBuilder, value: Value, type: ElementType): Value {
  if (value.type === type) return value;
  return builder.operation('convert', [value], type, value.shape);
}

export function scalar(builder: HloBuilder, number: number, type: ElementType = 'f32'): Value {
  const data = type === 'i32' ? Int32Array.of(number) : Float32Array.of(number);
  const value = builder.constant(data, [], type === 'i32' ? 'i32' : 'f32');
  return convert(builder, value, type);
}

function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const offset = long.length - short.length;
  return long.map((size, axis) => (size === 1 ? (short[axis - offset] ?? 1) : size));
}
