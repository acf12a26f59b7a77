import type { HloBuilder } from '../builder.ts';
import { integerPairs, integers } from '../text.ts';
import type { ElementType, Value } from '../types.ts';

/** How the axes of a convolution's operands and result are used, as MLIR writes it. */
export interface ConvolutionGeometry {
  /** `[b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1]`: batch, features, and height and width. */
  readonly axes: string;
  readonly stride?: number;
  /** Zeros before and after height and width, which may be cut as well (negative numbers). */
  readonly padding: readonly [number, number][];
  /** Distances between elements of the operands, with zeros between those of the first one. */
  readonly dilations?: readonly [number, number];
}

export function convolution(
  builder: HloBuilder,
  operands: readonly [Value, Value],
  { axes, stride = 1, padding, dilations: [left, right] = [1, 1] }: ConvolutionGeometry,
  shape: readonly number[],
  type: ElementType,
): Value {
  return builder.operation('convolution', operands, type, shape, {
    dimension_numbers: `#stablehlo.conv<${axes}>`,
    window_strides: integers([stride, stride]),
    padding: integerPairs(padding),
    lhs_dilation: integers([left, left]),
    rhs_dilation: integers([right, right]),
    feature_group_count: '1 : i64',
    batch_group_count: '1 : i64',
  });
}

/** Products of matrices, stacked along their first axes; sums run along one axis of each. */
export function dotGeneral(
  builder: HloBuilder,
  operands: readonly [Value, Value],
  contracted: readonly [number, number],
  shape: readonly number[],
  type: ElementType,
): Value {
  const stacked = shape.slice(0, -2).map((_, axis) => axis);
  const numbers = [
    `lhs_batching_dimensions = [${stacked}]`,
    `rhs_batching_dimensions = [${stacked}]`,
    `lhs_contracting_dimensions = [${contracted[0]}]`,
    `rhs_contracting_dimensions = [${contracted[1]}]`,
  ];
  const attributes = { dot_dimension_numbers: `#stablehlo.dot<${numbers.join(', ')}>` };
  return builder.operation('dot_general', operands, type, shape, attributes);
}
