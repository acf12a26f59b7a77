/** Rows of one length that are too many to be in memory at once, or are made when asked for. */
export interface Vectors {
  readonly count: number;
  readonly dimensions: number;
  /**
   * @param into [at least end - start, dimensions]
   * @returns rows start .. end - 1, at the start of `into`
   */
  read(start: number, end: number, into: Float32Array): void;
}

/** Rows that lie one after the other: [count, dimensions]. */
export function vectorsOf(values: Float32Array, dimensions: number): Vectors {
  return {
    count: values.length / dimensions,
    dimensions,
    read: (start, end, into) => into.set(values.subarray(start * dimensions, end * dimensions)),
  };
}

/** A part of the rows, in the given order. */
export function selectVectors(vectors: Vectors, indices: ArrayLike<number>): Vectors {
  const { dimensions } = vectors;
  return {
    count: indices.length,
    dimensions,
    read(start, end, into) {
      for (let i = start; i < end; i++) {
        vectors.read(indices[i]!, indices[i]! + 1, into.subarray((i - start) * dimensions));
      }
    },
  };
}

/** `limit` indices of `count`, evenly spaced; all of them where there are no more. */
export function evenly(count: number, limit: number): Uint32Array {
  const length = Math.min(count, limit);
  return Uint32Array.from({ length }, (_, i) => Math.floor((i * count) / length));
}

/** Scales each row in place to length one; a row of zeros stays. */
export function normaliseRows(values: Float32Array, dimensions: number): void {
  for (let start = 0; start < values.length; start += dimensions) {
    let squares = 0;
    for (let i = start; i < start + dimensions; i++) squares += values[i]! ** 2;
    const scale = 1 / Math.max(Math.sqrt(squares), 1e-12);
    for (let i = start; i < start + dimensions; i++) values[i]! *= scale;
  }
}
