import type { Value } from '@selfsame/models/onnx';
import type { TraceBackend } from '../backend.ts';
import { nchwc, swapAroundBlock, viewAs } from '../layout.ts';

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
  const outer = (outputs / block) * (inputs / block);
  const turned = swapAroundBlock(backend, blockedOutputs, [outer, block, taps]);
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
  const [outer, inner, taps] = [outputs / block, inputs / block, height * width];
  const view = viewAs(backend, filter, [outputs, inputs, taps, 1]);
  const turned = swapAroundBlock(backend, reorder(backend, view), [outer, block, inner * taps]);
  const apart = viewAs(backend, turned, [outer, inner, taps, block * block]);
  const swapped = transpose(backend, apart, [1, 0, 2, 3]);
  const wanted = rows.flatMap((row) => columns.map((column) => row * width + column));
  const picked = pick(backend, swapped, 2, wanted);
  return viewAs(backend, picked, [inputs, outputs, rows.length, columns.length]);
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
