import type { Pixels } from '../picture/resample.ts';
import { meanFactor, type Reduction, reductionOf, unit } from './lines.ts';

/** Fewer rows. @param shrink 1 or more */
export function reduceRows({ data, width, height }: Pixels, shrink: number): Pixels {
  const reduction = reductionOf(height, shrink);
  const stride = width * 3;
  const boxed = boxRows(data, stride, height, reduction.box);
  const { size, firsts, weights } = reduction;
  if (weights.length === 0) return { data: boxed.subarray(0, size * stride), width, height: size };
  const last = boxed.length / stride - 1;
  const out = new Uint8ClampedArray(size * stride);
  const sums = new Int32Array(stride);
  for (let y = 0; y < size; y++) {
    sums.fill(unit / 2);
    const kernel = weights[y]!;
    for (let i = 0; i < kernel.length; i++) {
      const weight = kernel[i]!;
      if (weight === 0) continue;
      const from = Math.min(last, Math.max(0, firsts[y]! + i)) * stride;
      for (let x = 0; x < stride; x++) sums[x]! += weight * boxed[from + x]!;
    }
    for (let x = 0, to = y * stride; x < stride; x++) out[to + x] = sums[x]! >> 12;
  }
  return { data: new Uint8Array(out.buffer), width, height: size };
}

/** Means of so many rows each; the last row stands for those that are missing. */
function boxRows(data: Uint8Array, stride: number, height: number, box: number): Uint8Array {
  if (box === 1) return data;
  const rows = Math.ceil(height / box);
  const factor = meanFactor(box);
  const out = new Uint8Array(rows * stride);
  const sums = new Uint32Array(stride);
  for (let y = 0; y < rows; y++) {
    sums.fill(box >> 1);
    for (let i = 0; i < box; i++) {
      const from = Math.min(height - 1, y * box + i) * stride;
      for (let x = 0; x < stride; x++) sums[x]! += data[from + x]!;
    }
    for (let x = 0, to = y * stride; x < stride; x++)
      out[to + x] = Math.imul(sums[x]!, factor) >>> 24;
  }
  return out;
}

/** Fewer columns. @param shrink 1 or more */
export function reduceColumns({ data, width, height }: Pixels, shrink: number): Pixels {
  const reduction = reductionOf(width, shrink);
  const columns = Math.ceil(width / reduction.box);
  const out = new Uint8Array(height * reduction.size * 3);
  const boxed = new Uint8Array(columns * 3);
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width * 3, (y + 1) * width * 3);
    const source = reduction.box === 1 ? row : boxColumns(row, width, reduction.box, boxed);
    weighRow(source, columns, reduction, out.subarray(y * reduction.size * 3));
  }
  return { data: out, width: reduction.size, height };
}

function boxColumns(row: Uint8Array, width: number, box: number, into: Uint8Array): Uint8Array {
  const factor = meanFactor(box);
  for (let x = 0, to = 0; to < into.length; x += box) {
    let [red, green, blue] = [box >> 1, box >> 1, box >> 1];
    for (let i = 0; i < box; i++) {
      const from = Math.min(width - 1, x + i) * 3;
      red += row[from]!;
      green += row[from + 1]!;
      blue += row[from + 2]!;
    }
    into[to++] = Math.imul(red, factor) >>> 24;
    into[to++] = Math.imul(green, factor) >>> 24;
    into[to++] = Math.imul(blue, factor) >>> 24;
  }
  return into;
}

function weighRow(
  row: Uint8Array,
  columns: number,
  { size, firsts, weights }: Reduction,
  out: Uint8Array,
): void {
  if (weights.length === 0) out.set(row.subarray(0, size * 3));
  for (const [x, kernel] of weights.entries()) {
    let [red, green, blue] = [unit / 2, unit / 2, unit / 2];
    for (let i = 0; i < kernel.length; i++) {
      const weight = kernel[i]!;
      const from = Math.min(columns - 1, Math.max(0, firsts[x]! + i)) * 3;
      red += weight * row[from]!;
      green += weight * row[from + 1]!;
      blue += weight * row[from + 2]!;
    }
    out[x * 3] = toByte(red);
    out[x * 3 + 1] = toByte(green);
    out[x * 3 + 2] = toByte(blue);
  }
}

const toByte = (sum: number) => Math.min(255, Math.max(0, sum >> 12));
