import type { Value } from '../../onnx/types.ts';
import type { TraceBackend } from '../backend.ts';
import { backwardFilter, forwardFilter, transpose } from './filters.ts';
import { canBlock, memoryShape, nchwc, toBlocked, toPlain, viewAs } from './layout.ts';

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

/**
 * @param x [N, C, H, W], C a multiple of the block or, as in a stem, below it
 * @returns [N, O, H', W'], or undefined where the block does not fit
 */
export function blockedForward(
  backend: TraceBackend,
  x: Value,
  filter: Value,
  stride: number,
  pad: number,
  shape: readonly number[],
): Value | undefined {
  if (!canBlock(backend, { shape })) return;
  const few = x.shape[1]! < backend.target.block;
  if (!few && !canBlock(backend, x)) return;
  const input = few ? toPlain(backend, x) : toBlocked(backend, x);
  return convolve(backend, [input, forwardFilter(backend, filter)], shape, {
    strides: [stride, stride],
    pads: [pad, pad, pad, pad],
  });
}

/**
 * Gradient of the input: at stride 1 a convolution of dy with the turned filter. At stride 2, even
 * and odd rows and columns of the result see different taps: they are computed as channels of their
 * own by one convolution at stride 1, and then interleaved.
 * @param shape the input's, [N, C, H, W]
 */
export function blockedInputGradient(
  backend: TraceBackend,
  dy: Value,
  filter: Value,
  stride: number,
  pad: number,
  shape: readonly number[],
): Value | undefined {
  if (!canBlock(backend, dy) || !canBlock(backend, { shape })) return;
  const [, , height, width] = shape as [number, number, number, number];
  const gradient = toBlocked(backend, dy);
  if (stride === 1) {
    const turned = (kernel: number) => [Array.from({ length: kernel }, (_, i) => kernel - 1 - i)];
    const [rows, columns] = [turned(filter.shape[2]!), turned(filter.shape[3]!)];
    const pads = [2, 3, 2, 3].map((axis) => filter.shape[axis]! - 1 - pad);
    const operands = [gradient, backwardFilter(backend, filter, rows, columns)];
    return convolve(backend, operands, shape, {
      pads: pads as [number, number, number, number],
    });
  }
  const halved = dy.shape[2]! * 2 === height && dy.shape[3]! * 2 === width;
  if (stride !== 2 || !halved || filter.shape[2] !== filter.shape[3]) return;
  return filter.shape[2] === 1
    ? spread(backend, gradient, filter, shape)
    : interleave(backend, gradient, filter, pad, shape);
}

/** dX[2u + a] = sum of W[a + pad - 2t] dy[u + t] over the t that exist, in both directions. */
function interleave(
  backend: TraceBackend,
  dy: Value,
  filter: Value,
  pad: number,
  shape: readonly number[],
): Value {
  const kernel = filter.shape[2]!;
  const [first, last] = [Math.ceil((pad - kernel + 1) / 2), Math.floor((1 + pad) / 2)];
  const taps = [0, 1].map((phase) =>
    Array.from({ length: last - first + 1 }, (_, i) => {
      const tap = phase + pad - 2 * (first + i);
      return tap >= 0 && tap < kernel ? tap : -1;
    }),
  );
  const [batch, channels, height, width] = shape as [number, number, number, number];
  const phases = convolve(
    backend,
    [dy, backwardFilter(backend, filter, taps, taps)],
    [batch, 4 * channels, height / 2, width / 2],
    { pads: [-first, -first, last, last] },
  );
  const { block } = backend.target;
  const apart = [batch, 2, 2, channels / block, height / 2, width / 2, block];
  const turned = transpose(backend, viewAs(backend, phases, apart), [0, 3, 4, 1, 5, 2, 6]);
  return viewAs(backend, turned, shape, true);
}

/** One tap: every other pixel of the result is one of dy's, seen through the filter. */
function spread(backend: TraceBackend, dy: Value, filter: Value, shape: readonly number[]): Value {
  const small = [dy.shape[0]!, shape[1]!, ...dy.shape.slice(2)];
  const product = convolve(backend, [dy, backwardFilter(backend, filter, [[0]], [[0]])], small, {});
  const [batch, blocks, height, width, block] = memoryShape(backend, product) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const view = viewAs(backend, product, [batch * blocks, height, 1, width, block]);
  const padded = [batch * blocks, height, 2, width, 2 * block];
  const operands = [view, backend.shapeConstant([0, 0, 0, 0, 0, 0, 0, 1, 0, block])];
  const spaced = backend.graph.node('Pad', operands, {}, 'float32', padded);
  return viewAs(backend, spaced, shape, true);
}
