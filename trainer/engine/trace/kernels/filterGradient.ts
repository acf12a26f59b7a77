import type { Value } from '@selfsame/models/onnx';
import type { TraceBackend } from '../backend.ts';

/**
 * Gradient of a convolution's filter, as matrix products over shifted copies.
 *
 * dW[i, j] = sum_p dy[p] x[p + (i, j)] over all pictures and positions p. With x on a zero-padded
 * grid of P columns, and dy at the top left of the same grid, positions are flat numbers and the
 * shift is i P + j. Moving the row part to the other operand, dW[i, j] = sum_q dy[q - i P] x[q + j]:
 * all offsets come from one product of kH copies of dy with kW copies of x, and every copy is a
 * contiguous slice, which is what makes it fast. A stride of two splits x's grid into its even and
 * odd rows and columns; each tap then reads one of those phases at stride one.
 *
 * @param dy [N, O, H', W']; @param x [N, C, H, W]
 * @param shape the filter's, [O, C, k, k]
 */
export function correlateShifts(
  backend: TraceBackend,
  dy: Value,
  x: Value,
  stride: number,
  pad: number,
  shape: readonly number[],
): Value {
  const [outputs, channels, kernel] = shape as [number, number, number];
  const grid = gridOf(dy, x, kernel, stride, pad);
  const gradient = placeGradient(backend, dy, grid);
  const phases = placeInput(backend, x, grid, stride, pad);
  const taps = Array.from({ length: kernel }, (_, tap) => tap);
  // Rows of the filter that read the same phase share one product.
  const byRowPhase = Map.groupBy(taps, (row) => row % stride);
  const planes = new Map<number, Value>();
  for (const [rowPhase, rows] of byRowPhase) {
    const left = rows.map((row) =>
      columns(backend, gradient, grid.picture - Math.floor(row / stride) * grid.width, grid.length),
    );
    const right = taps.map((column) =>
      columns(
        backend,
        phases[rowPhase * stride + (column % stride)]!,
        Math.floor(column / stride),
        grid.length,
      ),
    );
    const product = backend.graph.node(
      'Gemm',
      [stack(backend, left), stack(backend, right)],
      { transB: 1 },
      'float32',
      [rows.length * outputs, kernel * channels],
    );
    for (const [i, row] of rows.entries()) {
      planes.set(row, rowOf(backend, product, i * outputs, outputs));
    }
  }
  // [O, k rows, (k columns, C)] -> [O, C, k, k]
  const rows = taps.map((row) =>
    reshape(backend, planes.get(row)!, [outputs, 1, kernel, channels]),
  );
  const stacked =
    kernel === 1
      ? rows[0]!
      : backend.graph.node('Concat', rows, { axis: 1 }, 'float32', [
          outputs,
          kernel,
          kernel,
          channels,
        ]);
  return backend.graph.node('Transpose', [stacked], { perm: [0, 3, 1, 2] }, 'float32', shape);
}

/** The grid that positions are counted on: that of one phase of the padded input. */
interface Grid {
  readonly height: number;
  readonly width: number;
  /** Positions of one picture, and of the batch. */
  readonly picture: number;
  readonly length: number;
}

function gridOf(dy: Value, x: Value, kernel: number, stride: number, pad: number): Grid {
  const reach = Math.ceil(kernel / stride) - 1;
  const side = (axis: number) =>
    Math.max(dy.shape[axis]! + reach, Math.ceil((x.shape[axis]! + pad) / stride));
  const [height, width] = [side(2), side(3)];
  return { height, width, picture: height * width, length: dy.shape[0]! * height * width };
}

/** dy with zeros to the right and below, and one picture of zeros in front: [O, (1 + N) H W] */
function placeGradient(backend: TraceBackend, dy: Value, grid: Grid): Value {
  const turned = channelsFirst(backend, dy);
  const [outputs, batch, height, width] = turned.shape as [number, number, number, number];
  const after = [0, 0, grid.height - height, grid.width - width];
  const placed = pad4(backend, turned, [0, 1, 0, 0], after);
  return reshape(backend, placed, [outputs, (batch + 1) * grid.picture]);
}

/** The padded input with one picture of zeros behind, split into phases: [C, (N + 1) H W] each. */
function placeInput(
  backend: TraceBackend,
  x: Value,
  grid: Grid,
  stride: number,
  pad: number,
): Value[] {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const after = [1, 0, stride * grid.height - height - pad, stride * grid.width - width - pad];
  const placed = pad4(backend, x, [0, 0, pad, pad], after);
  const length = (batch + 1) * grid.picture;
  return phasesOf(backend, placed, stride).map((phase) =>
    reshape(backend, channelsFirst(backend, phase), [channels, length]),
  );
}

/**
 * Every stride-th row and column, from each start: s s images. Rows first and then columns: slices of
 * both at once are what onnxruntime fuses to SpaceToDepth, which WebGPU has no kernel for.
 */
function phasesOf(backend: TraceBackend, image: Value, stride: number): Value[] {
  if (stride === 1) return [image];
  const starts = Array.from({ length: stride }, (_, start) => start);
  const every = (value: Value, axis: number, start: number) => {
    const size = value.shape[axis]!;
    const operands = [[start], [size], [axis], [stride]].map((n) => backend.shapeConstant(n));
    const shape = value.shape.with(axis, Math.ceil((size - start) / stride));
    return backend.graph.node('Slice', [value, ...operands], {}, 'float32', shape);
  };
  return starts
    .map((row) => every(image, 2, row))
    .flatMap((rows) => starts.map((column) => every(rows, 3, column)));
}

/** [N, C, H, W] -> [C, N, H, W] */
function channelsFirst(backend: TraceBackend, value: Value): Value {
  const [batch, channels, ...rest] = value.shape as [number, number, number, number];
  const shape = [channels, batch, ...rest];
  return backend.graph.node('Transpose', [value], { perm: [1, 0, 2, 3] }, 'float32', shape);
}

function pad4(backend: TraceBackend, value: Value, before: number[], after: number[]): Value {
  const shape = value.shape.map((size, axis) => before[axis]! + size + after[axis]!);
  const pads = backend.shapeConstant([...before, ...after]);
  return backend.graph.node('Pad', [value, pads], {}, 'float32', shape);
}

function reshape(backend: TraceBackend, value: Value, shape: readonly number[]): Value {
  const operands = [value, backend.shapeConstant(shape)];
  return backend.graph.node('Reshape', operands, {}, value.dtype, shape);
}

/** Columns start .. start + count of a matrix. */
function columns(backend: TraceBackend, matrix: Value, start: number, count: number): Value {
  return cut(backend, matrix, 1, start, count);
}

function rowOf(backend: TraceBackend, matrix: Value, start: number, count: number): Value {
  return cut(backend, matrix, 0, start, count);
}

function cut(
  backend: TraceBackend,
  matrix: Value,
  axis: number,
  start: number,
  count: number,
): Value {
  if (start === 0 && count === matrix.shape[axis]) return matrix;
  const operands = [[start], [start + count], [axis]].map((n) => backend.shapeConstant(n));
  const shape = matrix.shape.with(axis, count);
  return backend.graph.node('Slice', [matrix, ...operands], {}, 'float32', shape);
}

/** Matrices of the same width on top of each other. */
function stack(backend: TraceBackend, matrices: Value[]): Value {
  if (matrices.length === 1) return matrices[0]!;
  const rows = matrices.reduce((sum, matrix) => sum + matrix.shape[0]!, 0);
  const shape = [rows, matrices[0]!.shape[1]!];
  return backend.graph.node('Concat', matrices, { axis: 0 }, 'float32', shape);
}
