import type { Value } from '@selfsame/models/onnx';
import type { Recording } from './recording.ts';

/**
 * The blocked layout of onnxruntime's CPU provider: [N, C, H, W] with its memory in the order
 * [N, C / b, H, W, b], b channels side by side. Its convolutions read that as it is, without
 * copying patches, and are up to twice as fast as those on NCHW. The operators are internal ones
 * (https://github.com/microsoft/onnxruntime, core/graph/contrib_ops/nhwc_inference_context.h's
 * neighbours `nchwc_schema_defs`), so they are used only where a probe has found them to work.
 */
export const nchwc = (op: string) => `com.microsoft.nchwc.${op}`;

/** Whether a value of this shape can be blocked. */
export function canBlock({ target }: Recording, { shape }: Pick<Value, 'shape'>): boolean {
  return target.block > 0 && shape.length === 4 && shape[1]! % target.block === 0;
}

export function toBlocked(recording: Recording, value: Value): Value {
  if (value.blocked) return value;
  const { op, inputs } = value.producer ?? {};
  if (op === nchwc('ReorderOutput') && inputs![0]!.shape === value.shape) return inputs![0]!;
  return recording.graph.node(nchwc('ReorderInput'), [value], {}, value.dtype, value.shape, true);
}

export function toPlain(recording: Recording, value: Value): Value {
  if (!value.blocked) return value;
  const channels = value.shape[1]!;
  const { graph } = recording;
  return graph.node(nchwc('ReorderOutput'), [value], { channels }, value.dtype, value.shape);
}

/** [N, C, H, W] -> [N, H, W, C], in the usual order. */
export function toChannelsLast(recording: Recording, value: Value): Value {
  const [batch, channels, height, width] = value.shape as [number, number, number, number];
  const shape = [batch, height, width, channels];
  if (!value.blocked) {
    return recording.graph.node('Transpose', [value], { perm: [0, 2, 3, 1] }, 'float32', shape);
  }
  const attributes = { channels, channels_last: 1 };
  return recording.graph.node(nchwc('ReorderOutput'), [value], attributes, value.dtype, shape);
}

/** The memory of a value as it lies, under another shape. */
export function viewAs(
  recording: Recording,
  value: Value,
  shape: readonly number[],
  blocked = false,
): Value {
  const operands = [value, recording.shapeConstant(shape)];
  return recording.graph.node('Reshape', operands, {}, value.dtype, shape, blocked);
}

/** The dimensions of a blocked value's memory: [N, C / b, H, W, b]. */
export function memoryShape({ target }: Recording, { shape }: Value): number[] {
  const [batch, channels, ...rest] = shape as [number, number, number, number];
  return [batch, channels / target.block, ...rest, target.block];
}

/**
 * [outer, a, b, block] -> [outer, b, a, block]: a transposition that keeps blocks together. To the
 * operator, the b blocks are channels of a pictures' places, innermost as in NHWC; unlike Transpose,
 * it shares the work between threads.
 */
export function swapAroundBlock(
  recording: Recording,
  value: Value,
  [outer, a, b]: readonly [number, number, number],
): Value {
  const { block } = recording.target;
  const view = viewAs(recording, value, [outer, a, 1, b * block]);
  const attributes = { channels_last: 1 };
  const shape = [outer, b * block, a, 1];
  const { graph } = recording;
  return graph.node(nchwc('ReorderInput'), [view], attributes, 'float32', shape, true);
}
