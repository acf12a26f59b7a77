import type { Value } from '@selfsame/models/onnx';
import type { TraceBackend } from '../backend.ts';
import { viewAs } from '../layout.ts';
import { convolve } from './convolve.ts';
import { elementwise } from './elementwise.ts';
import { transpose } from './filters.ts';
import { interleave } from './interleave.ts';

/**
 * Winograd's F(2 x 2, 3 x 3) (Lavin & Gray 2015, arXiv 1509.09308): every 2 x 2 tile of the result
 * takes 16 multiplications per pair of channels in place of 36, and some additions for each channel.
 */

/**
 * Where the additions cost less than is saved: channels on both sides, and pixels of the result.
 * Measured on ResNet-18 at 32 pixels, where it makes the whole step 8 to 10 % faster; with 64
 * channels it is even.
 */
const [leastChannels, leastPixels, mostPixels] = [128, 16, 1024];

export function winogradPays(
  filter: Value,
  stride: number,
  pad: number,
  [, , height, width]: readonly number[],
): boolean {
  const [outputs, inputs, rows, columns] = filter.shape as [number, number, number, number];
  const pixels = height! * width!;
  return (
    Math.min(outputs, inputs) >= leastChannels &&
    rows === 3 &&
    columns === 3 &&
    stride === 1 &&
    pad === 1 &&
    height! % 2 === 0 &&
    width! % 2 === 0 &&
    pixels >= leastPixels &&
    pixels <= mostPixels
  );
}

/**
 * The transform of the picture, B^T d, by rows and columns: each of its four lines is a difference or
 * sum of two of the tile's four pixels, which are `gap` apart and begin at `start`.
 */
const lines = [
  { signs: [1, -1], start: 0, gap: 2 },
  { signs: [1, 1], start: 1, gap: 1 },
  { signs: [-1, 1], start: 1, gap: 1 },
  { signs: [1, -1], start: 1, gap: 2 },
] as const;

/** The transform of the filter, G; its last line is negated, so that the products only add up. */
const filterLines = [
  [1, 0, 0],
  [0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5],
  [0, 0, -1],
] as const;

/**
 * A 3 x 3 convolution at stride 1 with one pixel of padding.
 * @param x blocked, [N, C, H, W] with even H and W
 * @param filter in the convolution's order: [O / b, C / b, 3, 3, b, b] in memory
 * @param shape the result's, [N, O, H, W]
 */
export function winograd(
  backend: TraceBackend,
  x: Value,
  filter: Value,
  shape: readonly number[],
): Value {
  const [batch, outputs, height, width] = shape as [number, number, number, number];
  const tiles = [batch, outputs, height / 2, width / 2];
  const filters = transformFilter(backend, filter);
  const product = (row: number, column: number) =>
    convolve(
      backend,
      [transformPicture(backend, x, row, column), filters[4 * row + column]!],
      tiles,
      {},
    );
  // A^T m A, by columns of m first; what is below is one line of A^T at a time.
  const columns = [0, 1, 2, 3].map((column) =>
    combine(
      backend,
      [0, 1, 2, 3].map((row) => product(row, column)),
    ),
  );
  const phases = [0, 1].map((row) =>
    combine(
      backend,
      columns.map((column) => column[row]!),
    ),
  );
  return interleave(backend, phases);
}

/** [m0 + (m1 + m2), m3 + (m1 - m2)] */
function combine(backend: TraceBackend, [m0, m1, m2, m3]: readonly Value[]): [Value, Value] {
  const of = (op: string, a: Value, b: Value) => elementwise(backend, op, [a, b], 'float32');
  return [of('Add', m0!, of('Add', m1!, m2!)), of('Add', m3!, of('Sub', m1!, m2!))];
}

/** One of the 16 numbers of every tile: a convolution of each channel with two by two signs. */
function transformPicture(backend: TraceBackend, x: Value, row: number, column: number): Value {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const { block } = backend.target;
  const [vertical, horizontal] = [lines[row]!, lines[column]!];
  const signs = vertical.signs.flatMap((a) => horizontal.signs.map((b) => a * b));
  // In memory [C / b, 2, 2, b].
  const data = Float32Array.from(
    { length: 4 * channels },
    (_, i) => signs[Math.floor(i / block) % 4]!,
  );
  const weights = backend.graph.constant(data, [channels, 1, 2, 2], 'float32');
  // Tiles begin one pixel before the picture.
  const before = [1 - vertical.start, 1 - horizontal.start] as const;
  const after = [vertical.gap - 1 - before[0], horizontal.gap - 1 - before[1]] as const;
  return convolve(backend, [x, weights], [batch, channels, height / 2, width / 2], {
    group: channels,
    strides: [2, 2],
    dilations: [vertical.gap, horizontal.gap],
    pads: [before[0], before[1], after[0], after[1]],
  });
}

/** G g G^T: 16 filters of one tap each. */
function transformFilter(backend: TraceBackend, filter: Value): Value[] {
  const { graph, target } = backend;
  const [outputs, inputs] = filter.shape as [number, number];
  const size = outputs * inputs;
  const run = target.block ** 2;
  const apart = viewAs(backend, filter, [size / run, 9, run]);
  const taps = viewAs(backend, transpose(backend, apart, [1, 0, 2]), [9, size]);
  const factors = filterLines.flatMap((a) =>
    filterLines.flatMap((b) => a.flatMap((u) => b.map((v) => u * v))),
  );
  const transform = graph.constant(Float32Array.from(factors), [16, 9], 'float32');
  const all = graph.node('Gemm', [transform, taps], {}, 'float32', [16, size]);
  return Array.from({ length: 16 }, (_, i) => {
    const operands = [[i], [i + 1], [0]].map((numbers) => backend.shapeConstant(numbers));
    const one = graph.node('Slice', [all, ...operands], {}, 'float32', [1, size]);
    return viewAs(backend, one, [outputs, inputs, 1, 1]);
  });
}
