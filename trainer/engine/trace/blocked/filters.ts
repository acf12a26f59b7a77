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
 * Filters of the input's gradient: inputs and outputs change places, and taps are picked by index.
 * @param filter [O, C, kH, kW]
 * @returns [C, O, rows, columns]
 */
export function backwardFilter(
  backend: TraceBackend,
  filter: Value,
  rows: readonly number[],
  columns: readonly number[],
): Value {
  const { block } = backend.target;
  const [outputs, inputs, height, width] = filter.shape as [number, number, number, number];
  const view = viewAs(backend, filter, [outputs, inputs, height * width, 1]);
  const apart = [outputs / block, block, inputs / block, height * width, block];
  const taps = viewAs(backend, reorder(backend, view), apart);
  const picked = pick(
    backend,
    taps,
    3,
    rows.flatMap((row) => columns.map((column) => row * width + column)),
  );
  const turned = transpose(backend, picked, [2, 0, 3, 1, 4]);
  return viewAs(backend, turned, [inputs, outputs, rows.length, columns.length]);
}

function reorder(backend: TraceBackend, value: Value): Value {
  return backend.graph.node(nchwc('ReorderInput'), [value], {}, 'float32', value.shape, true);
}

export function transpose(backend: TraceBackend, value: Value, perm: readonly number[]): Value {
  const shape = perm.map((axis) => value.shape[axis]!);
  return backend.graph.node('Transpose', [value], { perm }, value.dtype, shape);
}

/** Entries of an axis by index. */
function pick(backend: TraceBackend, value: Value, axis: number, indices: readonly number[]) {
  const operands = [value, backend.shapeConstant(indices)];
  const shape = value.shape.with(axis, indices.length);
  return backend.graph.node('Gather', operands, { axis }, 'float32', shape);
}
