import type { Value } from '@selfsame/models/onnx';
import type { TraceBackend } from '../backend.ts';
import {
  canBlock,
  memoryShape,
  nchwc,
  swapAroundBlock,
  toBlocked,
  toChannelsLast,
  toPlain,
  viewAs,
} from '../layout.ts';
import { convolve } from './convolve.ts';
import { transpose } from './filters.ts';

/**
 * Gradient of a convolution's filter, as a convolution whose channels are the pictures of the batch:
 * dW[o, c, i, j] = sum over n, u, v of dy[n, o, u, v] x[n, c, s u + i, s v + j].
 *
 * The filter is dy, as large as a picture. The image is the padded x with its channels innermost, so
 * that one row holds (column, channel) pairs: with a dilation of s C along the row, the window's
 * result at place j C + c is the tap j of channel c. Sliding it over k rows and k C places gives all
 * taps of all channels, no shifted copy is made, and the inner loops are those of a convolution.
 *
 * @param dy [N, O, H', W']; @param x [N, C, H, W]
 * @param shape the filter's, [O, C, k, k]
 * @returns undefined where the block does not divide N and O
 */
export function blockedFilterGradient(
  backend: TraceBackend,
  dy: Value,
  x: Value,
  stride: number,
  pad: number,
  shape: readonly number[],
): Value | undefined {
  const { block } = backend.target;
  const [batch, outputs] = dy.shape as [number, number];
  if (!canBlock(backend, dy) || batch % block !== 0) return;
  const [, channels, kernel] = shape as [number, number, number];
  const groups = groupsOf(batch, outputs, kernel, block);
  const image = picturesAsChannels(backend, x, (size) => (size - 1) * stride + kernel, pad, dy);
  const filter = gradientAsFilter(backend, toBlocked(backend, dy), groups);
  const taps = convolve(
    backend,
    [image, filter],
    [1, groups * outputs, kernel, kernel * channels],
    { group: groups, dilations: [stride, stride * channels] },
  );
  // In memory [groups, O / b, k k, C, b]: turned while b numbers lie together, then reordered.
  const sizes = [(groups * outputs) / block, kernel ** 2, channels] as const;
  const turned = kernel === 1 ? taps : swapAroundBlock(backend, taps, sizes);
  const reordered = viewAs(backend, turned, [1, groups * outputs, channels, kernel ** 2], true);
  const plain = viewAs(backend, toPlain(backend, reordered), [groups, ...shape]);
  if (groups === 1) return viewAs(backend, plain, shape);
  const axes = backend.shapeConstant([0]);
  return backend.graph.node('ReduceSum', [plain, axes], { keepdims: 0 }, 'float32', shape);
}

/** Filters that onnxruntime's kernel takes at a time, in blocks. */
const filtersAtOnce = 4;

/**
 * Parts of the batch that are summed at the end. onnxruntime shares rows of results, times sets of
 * filters, between its threads: an odd number of those would leave one thread idle at the end.
 */
function groupsOf(batch: number, outputs: number, kernel: number, block: number): number {
  const shares = kernel * Math.ceil(outputs / block / filtersAtOnce);
  return shares % 2 === 1 && batch % (2 * block) === 0 ? 2 : 1;
}

/**
 * [N, C, H, W] -> [1, N, H'', W'' C], blocked over the pictures.
 * @param extent rows (columns) that dy's rows (columns) reach, on the padded picture
 */
function picturesAsChannels(
  backend: TraceBackend,
  x: Value,
  extent: (size: number) => number,
  pad: number,
  dy: Value,
): Value {
  const last = toChannelsLast(backend, x);
  const [batch, height, width, channels] = last.shape as [number, number, number, number];
  const [rows, columns] = [extent(dy.shape[2]!), extent(dy.shape[3]!)];
  // A stride may leave pixels at the end that no tap sees: a negative padding cuts them off.
  const pads = [0, pad, pad, 0, 0, rows - height - pad, columns - width - pad, 0];
  const operands = [last, backend.shapeConstant(pads)];
  const padded = pads.every((size) => size === 0)
    ? last
    : backend.graph.node('Pad', operands, {}, 'float32', [batch, rows, columns, channels]);
  const view = viewAs(backend, padded, [1, batch, rows, columns * channels]);
  return backend.graph.node(nchwc('ReorderInput'), [view], {}, 'float32', view.shape, true);
}

/** [N, O, H', W'] -> [groups O, N / groups, H', W'] as a filter: [groups, O / b, N', H' W', b, b]. */
function gradientAsFilter(backend: TraceBackend, dy: Value, groups: number): Value {
  const [batch, blocks, height, width, block] = memoryShape(backend, dy) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [outer, places] = [batch / block, blocks * height * width];
  const turned = swapAroundBlock(backend, dy, [outer, block, places]);
  const shape = [groups * blocks * block, batch / groups, height, width];
  if (blocks === 1 || outer === groups) return viewAs(backend, turned, shape);
  const run = height * width * block * block;
  const apart = viewAs(backend, turned, [groups, outer / groups, blocks, run]);
  return viewAs(backend, transpose(backend, apart, [0, 2, 1, 3]), shape);
}
