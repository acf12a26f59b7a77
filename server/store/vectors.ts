/** float32 values and their little-endian bytes, as they are stored and sent. */

export function toBytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

export function fromBytes(bytes: Uint8Array): Float32Array {
  // A view wants its offset to be a multiple of 4; a copy begins at 0.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}

/** Powers of ten of which one commonly gives a component of an embedding in so many decimals. */
const decimals = [1e8, 1e9, 1e10, 1e11];

/**
 * The values as numbers for JSON: the same float32 each, in about half the digits that it would
 * take to write it as the double that it is as well.
 */
export function toNumbers(vector: Float32Array): number[] {
  const numbers = new Array<number>(vector.length);
  for (let i = 0; i < vector.length; i++) numbers[i] = shortened(vector[i]!);
  return numbers;
}

function shortened(value: number): number {
  for (const scale of decimals) {
    const short = Math.round(value * scale) / scale;
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** The vector at length 1, in double precision before it is rounded. */
export function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector, 0));
  const unit = new Float32Array(vector.length);
  for (let i = 0; i < unit.length; i++) unit[i] = vector[i]! / length;
  return unit;
}

/** Sum of a[offset + i] * b[i] over the length of b; a multiple of four runs fastest. */
export function dot(a: Float32Array, b: Float32Array, offset: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < b.length; i += 4) {
    s0 += a[offset + i]! * b[i]!;
    s1 += a[offset + i + 1]! * b[i + 1]!;
    s2 += a[offset + i + 2]! * b[i + 2]!;
    s3 += a[offset + i + 3]! * b[i + 3]!;
  }
  for (; i < b.length; i++) s0 += a[offset + i]! * b[i]!;
  return s0 + s1 + s2 + s3;
}

/** Where a vector is in memory. */
export interface Place {
  readonly values: Float32Array;
  readonly offset: number;
}

/**
 * The sum for each of the places, as `dot` has it. Four are walked through side by side: of vectors
 * all over the memory that takes less than half the time, because it is waited for four at once.
 */
export function dots(places: readonly Place[], b: Float32Array): Float64Array {
  const sums = new Float64Array(Math.ceil(places.length / 4) * 4);
  const last = places.length - 1;
  for (let i = 0; i <= last; i += 4) {
    const { values: a0, offset: o0 } = places[i]!;
    const { values: a1, offset: o1 } = places[Math.min(i + 1, last)]!;
    const { values: a2, offset: o2 } = places[Math.min(i + 2, last)]!;
    const { values: a3, offset: o3 } = places[Math.min(i + 3, last)]!;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < b.length; j++) {
      const value = b[j]!;
      s0 += a0[o0 + j]! * value;
      s1 += a1[o1 + j]! * value;
      s2 += a2[o2 + j]! * value;
      s3 += a3[o3 + j]! * value;
    }
    sums[i] = s0;
    sums[i + 1] = s1;
    sums[i + 2] = s2;
    sums[i + 3] = s3;
  }
  return sums.subarray(0, places.length);
}

/** Cosine of two vectors; `unit` has length 1. */
export function cosine(vector: Float32Array, unit: Float32Array): number {
  return dot(vector, unit, 0) / Math.sqrt(dot(vector, vector, 0));
}
