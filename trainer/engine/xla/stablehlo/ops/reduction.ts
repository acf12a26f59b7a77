import type { HloBuilder } from '../builder.ts';
import { integers } from '../text.ts';
import type { Value } from '../types.ts';
import { scalar } from './elementwise.ts';

/** Of each reduction, the value that changes nothing. */
const neutral = { add: 0, maximum: Number.NEGATIVE_INFINITY } as const;

/** Puts the elements along some axes together; these axes are gone afterwards. */
export function reduce(
  builder: HloBuilder,
  name: keyof typeof neutral,
  value: Value,
  axes: readonly number[],
): Value {
  const shape = value.shape.filter((_, axis) => !axes.includes(axis));
  const operands = [value, scalar(builder, neutral[name], value.type)];
  const attributes = { dimensions: integers(axes) };
  return builder.operation('reduce', operands, value.type, shape, attributes, name);
}
