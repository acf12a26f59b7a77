import type { Value } from '../../onnx/types.ts';
import type { TraceBackend } from '../backend.ts';
import { nchwc, viewAs } from './layout.ts';

/**
 * Filters in the order that the blocked convolution reads: [O / b, C / b, kH, kW, b of C, b of O],
 * or [O / b, C, kH, kW, b of O] where C is below b and the input is not blocked. Reordering happens
 * at every step, because the weights change at every step; b numbers at a time, it costs little.
 * @param filter [O, C, kH, kW]
 */
export function forwardFilter(backend: TraceBackend, filter: Value): Value {
  const { block } = backend.target;
  const [outputs, inputs, height, width] = filter.shape as [number, number, number, number];
  const taps = height * width;
  const view = viewAs(backend, filter, [1, outputs, inputs, taps]);
  const blockedOutputs = reorder(backend, view);
  if (inputs < block) return viewAs(backend, blockedOutputs, filter.shape);
  const apart = [outputs / block, inputs / block, block, taps, block];
  const turned = transpose(backend, viewAs(backend, blockedOutputs, apart), [0, 1, 3, 2, 4]);
  return viewAs(backend, turned, filter.shape);
}

/**
 * Filters of the input's gradient: inputs and outputs change places, and the taps are picked anew.
 * @param rows @param columns taps by index, in the order wanted, one list per phase of the result;
 *   -1 for a tap of zeros
 * @returns [P C, O, rows, columns], P the number of pairs of phases
 */
export function backwardFilter(
  backend: TraceBackend,
  filter: Value,
  rows: readonly (readonly number[])[],
  columns: readonly (readonly number[])[],
): Value {
  const { block } = backend.target;
  const [outputs, inputs, height, width] = filter.shape as [number, number, number, number];
  const view = viewAs(backend, filter, [outputs, inputs, height * width, 1]);
  const apart = [outputs, inputs / block, height, width, block];
  const taps = viewAs(backend, reorder(backend, view), apart);
  const picked = pick(backend, pick(backend, taps, 2, rows.flat()), 3, columns.flat());
  const phased = viewAs(backend, picked, [
    outputs / block,
    block,
    inputs / block,
    rows.length,
    rows[0]!.length,
    columns.length,
    columns[0]!.length,
    block,
  ]);
  const turned = transpose(backend, phased, [3, 5, 2, 0, 4, 6, 1, 7]);
  const phases = rows.length * columns.length;
  const shape = [phases * inputs, outputs, rows[0]!.length, columns[0]!.length];
  return viewAs(backend, turned, shape);
}

function reorder(backend: TraceBackend, value: Value): Value {
  return backend.graph.node(nchwc('ReorderInput'), [value], {}, 'float32', value.shape, true);
}

export function transpose(backend: TraceBackend, value: Value, perm: readonly number[]): Value {
  const shape = perm.map((axis) => value.shape[axis]!);
  return backend.graph.node('Transpose', [value], { perm }, value.dtype, shape);
}

/** Entries of an axis by index; -1 gives zeros. */
function pick(backend: TraceBackend, value: Value, axis: number, indices: readonly number[]) {
  const size = value.shape[axis]!;
  if (indices.length === size && indices.every((index, i) => index === i)) return value;
  const padded = indices.includes(-1) ? padEnd(backend, value, axis) : value;
  const wanted = backend.shapeConstant(indices.map((index) => (index < 0 ? size : index)));
  const shape = value.shape.with(axis, indices.length);
  return backend.graph.node('Gather', [padded, wanted], { axis }, 'float32', shape);
}

function padEnd(backend: TraceBackend, value: Value, axis: number): Value {
  const pads = value.shape.map(() => 0);
  const operands = [value, backend.shapeConstant([...pads, ...pads.with(axis, 1)])];
  const shape = value.shape.with(axis, value.shape[axis]! + 1);
  return backend.graph.node('Pad', operands, {}, 'float32', shape);
}
