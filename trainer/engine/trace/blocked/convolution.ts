import type { Value } from '@selfsame/models/onnx';
import type { TraceBackend } from '../backend.ts';
import { canBlock, memoryShape, toBlocked, toPlain, viewAs } from '../layout.ts';
import { convolve } from './convolve.ts';
import { backwardFilter, forwardFilter } from './filters.ts';
import { interleave } from './interleave.ts';
import { winograd, winogradPays } from './winograd.ts';

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
  if (winogradPays(filter, stride, pad, shape) && canBlock(backend, x)) {
    return winograd(backend, toBlocked(backend, x), forwardFilter(backend, filter), shape);
  }
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
 * and odd rows and columns of the result see different taps: they are computed by themselves, and
 * then interleaved.
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
    const turned = (kernel: number) => Array.from({ length: kernel }, (_, i) => kernel - 1 - i);
    const [rows, columns] = [turned(filter.shape[2]!), turned(filter.shape[3]!)];
    const pads = [2, 3, 2, 3].map((axis) => filter.shape[axis]! - 1 - pad);
    const turnedFilter = backwardFilter(backend, filter, rows, columns);
    if (winogradPays(filter, stride, pad, shape)) {
      return winograd(backend, gradient, turnedFilter, shape);
    }
    const operands = [gradient, turnedFilter];
    return convolve(backend, operands, shape, {
      pads: pads as [number, number, number, number],
    });
  }
  const halved = dy.shape[2]! * 2 === height && dy.shape[3]! * 2 === width;
  if (stride !== 2 || !halved || filter.shape[2] !== filter.shape[3]) return;
  return filter.shape[2] === 1
    ? spread(backend, gradient, filter, shape)
    : byParity(backend, gradient, filter, pad, shape);
}

/**
 * dX[2u + a] = sum of W[a + pad - 2t] dy[u + t] over the t that exist, in both directions: one
 * convolution for each pair of parities, with just the taps that it needs.
 */
function byParity(
  backend: TraceBackend,
  dy: Value,
  filter: Value,
  pad: number,
  shape: readonly number[],
): Value {
  const [batch, channels, height, width] = shape as [number, number, number, number];
  const parities = [0, 1].map((parity) => tapsOf(parity, filter.shape[2]!, pad));
  const phases = parities.map((rows) =>
    parities.map((columns) =>
      convolve(
        backend,
        [dy, backwardFilter(backend, filter, rows.taps, columns.taps)],
        [batch, channels, height / 2, width / 2],
        { pads: [-rows.first, -columns.first, rows.last, columns.last] },
      ),
    ),
  );
  return interleave(backend, phases);
}

interface Taps {
  /** Of the filter, in the order of t. */
  readonly taps: readonly number[];
  /** The least and the greatest t. */
  readonly first: number;
  readonly last: number;
}

function tapsOf(parity: number, kernel: number, pad: number): Taps {
  const [first, last] = [
    Math.ceil((parity + pad - kernel + 1) / 2),
    Math.floor((parity + pad) / 2),
  ];
  const taps = Array.from({ length: last - first + 1 }, (_, i) => parity + pad - 2 * (first + i));
  return { taps, first, last };
}

/** One tap: every other pixel of the result is one of dy's, seen through the filter. */
function spread(backend: TraceBackend, dy: Value, filter: Value, shape: readonly number[]): Value {
  const small = [dy.shape[0]!, shape[1]!, ...dy.shape.slice(2)];
  const product = convolve(backend, [dy, backwardFilter(backend, filter, [0], [0])], small, {});
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
