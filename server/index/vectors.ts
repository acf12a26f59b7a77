/** float32 values and their little-endian bytes, as they are stored and sent. */

export function toBytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

export function fromBytes(bytes: Uint8Array): Float32Array {
  // A view wants its offset to be a multiple of 4; a copy begins at 0.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}

/** The vector at length 1, in double precision before it is rounded. */
export function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector, 0));
  return vector.map((value) => value / length);
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

/** Cosine of two vectors; `unit` has length 1. */
export function cosine(vector: Float32Array, unit: Float32Array): number {
  return dot(vector, unit, 0) / Math.sqrt(dot(vector, vector, 0));
}
