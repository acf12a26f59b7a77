import type { HloBuilder } from '../builder.ts';
import { integers } from '../text.ts';
import type { Value } from '../types.ts';
import { scalar } from './elementwise.ts';

/** Rows of a matrix, [count, width], by their indices, [n]: [n, width]. */
export function takeRows(builder: HloBuilder, matrix: Value, indices: Value): Value {
  const [n, width] = [indices.shape[0]!, matrix.shape[1]!];
  const numbers = [
    'offset_dims = [1]',
    'collapsed_slice_dims = [0]',
    'start_index_map = [0]',
    'index_vector_dim = 1',
  ];
  return builder.operation('gather', [matrix, indices], matrix.type, [n, width], {
    dimension_numbers: `#stablehlo.gather<${numbers.join(', ')}>`,
    slice_sizes: integers([1, width]),
    indices_are_sorted: 'false',
  });
}

/** A matrix with some rows, [n, width], in the place of those from an index on. */
export function putRows(builder: HloBuilder, matrix: Value, rows: Value, first: Value): Value {
  const operands = [matrix, rows, first, scalar(builder, 0, 'i32')];
  return builder.operation('dynamic_update_slice', operands, matrix.type, matrix.shape);
}
