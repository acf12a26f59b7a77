/** A symmetric matrix with nothing but three diagonals. */
export interface Tridiagonal {
  /** [size] */
  readonly diagonal: Float64Array;
  /** [size]: the i-th is between the rows i and i + 1; the last is 0. */
  readonly beside: Float64Array;
}

/**
 * A matrix with the eigenvalues of a symmetric one (Golub and Van Loan, Matrix Computations, section
 * 8.3.1). Only the lower triangle is read, row by row, as it lies in memory.
 * @param matrix [size, size]; it is overwritten
 */
export function tridiagonal(matrix: Float64Array, size: number): Tridiagonal {
  const diagonal = new Float64Array(size);
  const beside = new Float64Array(size);
  const product = new Float64Array(size);
  for (let row = size - 1; row > 0; row--) {
    const reflector = matrix.subarray(row * size, row * size + row);
    const corner = reflector[row - 1]!;
    const length = norm(reflector);
    diagonal[row] = matrix[row * size + row]!;
    const alpha = corner > 0 ? -length : length;
    beside[row - 1] = alpha;
    // H = v vᵀ / h with v = reflector less alpha at its end.
    const h = length * length - corner * alpha;
    if (h <= 0) continue;
    reflector[row - 1] = corner - alpha;
    reflect(matrix, size, reflector, h, product);
  }
  if (size > 0) diagonal[0] = matrix[0]!;
  return { diagonal, beside };
}

/** A becomes (I - v vᵀ / h) A (I - v vᵀ / h), in the rows above the reflector's. */
function reflect(
  matrix: Float64Array,
  size: number,
  v: Float64Array,
  h: number,
  product: Float64Array,
): void {
  const rows = v.length;
  product.fill(0, 0, rows);
  for (let i = 0; i < rows; i++) {
    const [start, vi] = [i * size, v[i]!];
    let sum = matrix[start + i]! * vi;
    for (let j = 0; j < i; j++) {
      const value = matrix[start + j]!;
      sum += value * v[j]!;
      product[j]! += value * vi;
    }
    product[i]! += sum;
  }
  let dot = 0;
  for (let i = 0; i < rows; i++) {
    product[i]! /= h;
    dot += product[i]! * v[i]!;
  }
  const half = dot / (2 * h);
  for (let i = 0; i < rows; i++) product[i]! -= half * v[i]!;
  for (let i = 0; i < rows; i++) {
    const [start, vi, pi] = [i * size, v[i]!, product[i]!];
    for (let j = 0; j <= i; j++) matrix[start + j]! -= vi * product[j]! + pi * v[j]!;
  }
}

function norm(values: Float64Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
