import type { Value } from '@selfsame/models/onnx';
import type { TraceBackend } from '../backend.ts';
import { nchwc } from '../layout.ts';

export interface ConvolutionOptions {
  readonly strides?: readonly [number, number];
  readonly dilations?: readonly [number, number];
  /** Zeros at the top, left, bottom and right. */
  readonly pads?: readonly [number, number, number, number];
  readonly group?: number;
}

/** The blocked convolution itself; the filter's memory is in its own order (see filters.ts). */
export function convolve(
  backend: TraceBackend,
  inputs: readonly Value[],
  shape: readonly number[],
  { strides = [1, 1], dilations = [1, 1], pads = [0, 0, 0, 0], group = 1 }: ConvolutionOptions,
): Value {
  const kernel_shape = inputs[1]!.shape.slice(2);
  const attributes = { auto_pad: 'NOTSET', dilations, group, kernel_shape, pads, strides };
  return backend.graph.node(nchwc('Conv'), inputs, attributes, 'float32', shape, true);
}
