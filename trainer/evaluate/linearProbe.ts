import { evenly, selectVectors, type Vectors } from '@selfsame/models';
import { createProduct } from './product.ts';

/** Rows that the classifier is fitted to: a sample keeps wide vectors in memory. */
const sampled = 20_000;
const [iterations, powerIterations] = [200, 10];
/** Of the squared weights, beside the mean cross-entropy. */
const decay = 1e-4;

/**
 * Top-1 accuracy of multinomial logistic regression on embeddings as they are, the network left
 * alone. The fit is convex, starts at zero and is deterministic (Nesterov's accelerated gradient,
 * with the step that the largest eigenvalue allows), so that it has no settings to choose.
 * @param queryLabels -1 for a class that the bank lacks
 */
export async function linearProbe(
  bank: Vectors,
  bankLabels: ArrayLike<number>,
  queries: Vectors,
  queryLabels: ArrayLike<number>,
  classes: number,
): Promise<number> {
  const chosen = evenly(bank.count, sampled);
  const rows = read(selectVectors(bank, chosen));
  const columns = bank.dimensions + 1;
  const scale = standardiser(rows, bank.dimensions);
  const x = withOne(rows, bank.dimensions, scale);
  const labels = Array.from(chosen, (index) => bankLabels[index]!);
  const weights = await fit(x, columns, labels, classes);
  const given = withOne(read(queries), bank.dimensions, scale);
  const scores = await multiply(
    'abT',
    given,
    weights,
    [queries.count, columns],
    [classes, columns],
  );
  let right = 0;
  for (let i = 0; i < queries.count; i++) {
    const row = scores.subarray(i * classes, (i + 1) * classes);
    if (row.indexOf(Math.max(...row)) === queryLabels[i]) right++;
  }
  return right / queries.count;
}

/** @returns weights, [classes, columns] */
async function fit(
  x: Float32Array,
  columns: number,
  labels: readonly number[],
  classes: number,
): Promise<Float32Array> {
  const count = labels.length;
  const shape = [count, columns] as const;
  const forward = await createProduct('abT', [shape, [classes, columns]]);
  const backward = await createProduct('aTb', [[count, classes], shape]);
  try {
    const step = 1 / (0.5 * (await largestEigenvalue(x, count, columns)) + decay);
    const weights = new Float32Array(classes * columns);
    const ahead = weights.slice();
    for (let i = 0; i < iterations; i++) {
      const errors = errorsOf(await forward.run(x, ahead), labels, classes);
      const gradient = await backward.run(errors, x);
      for (const [j, before] of weights.entries()) {
        weights[j] = ahead[j]! - step * (gradient[j]! / count + decay * ahead[j]!);
        ahead[j] = weights[j]! + (i / (i + 3)) * (weights[j]! - before);
      }
    }
    return weights;
  } finally {
    await forward.close();
    await backward.close();
  }
}

/** Softmax less one at the label, [count, classes]. */
function errorsOf(scores: Float32Array, labels: readonly number[], classes: number): Float32Array {
  const errors = new Float32Array(scores.length);
  for (const [i, label] of labels.entries()) {
    const row = scores.subarray(i * classes, (i + 1) * classes);
    const most = Math.max(...row);
    const powers = Array.from(row, (score) => Math.exp(score - most));
    const sum = powers.reduce((total, power) => total + power, 0);
    for (const [j, power] of powers.entries()) errors[i * classes + j] = power / sum;
    errors[i * classes + label]! -= 1;
  }
  return errors;
}

/** Of X^T X / N, by power iteration, and a little more, so that steps are never too long. */
async function largestEigenvalue(x: Float32Array, count: number, columns: number): Promise<number> {
  const forward = await createProduct('abT', [
    [count, columns],
    [1, columns],
  ]);
  const backward = await createProduct('aTb', [
    [count, 1],
    [count, columns],
  ]);
  try {
    // Uneven, so that it is at right angles to no eigenvector by symmetry.
    let vector: Float32Array = Float32Array.from({ length: columns }, (_, i) => 1 + (i % 7) / 7);
    let size = 1;
    for (let i = 0; i < powerIterations; i++) {
      const product = await backward.run(await forward.run(x, vector), x);
      const before = Math.hypot(...vector);
      size = Math.hypot(...product) / count / before;
      const length = Math.hypot(...product) || 1;
      vector = product.map((value) => value / length);
    }
    return 1.2 * size;
  } finally {
    await forward.close();
    await backward.close();
  }
}

function read(vectors: Vectors): Float32Array {
  const rows = new Float32Array(vectors.count * vectors.dimensions);
  vectors.read(0, vectors.count, rows);
  return rows;
}

interface Scale {
  readonly mean: Float64Array;
  readonly factor: Float64Array;
}

/** To mean 0 and standard deviation 1, per dimension. */
function standardiser(rows: Float32Array, dimensions: number): Scale {
  const count = rows.length / dimensions;
  const mean = new Float64Array(dimensions);
  const squares = new Float64Array(dimensions);
  for (const [i, value] of rows.entries()) mean[i % dimensions]! += value / count;
  for (const [i, value] of rows.entries()) {
    squares[i % dimensions]! += (value - mean[i % dimensions]!) ** 2 / count;
  }
  return { mean, factor: squares.map((square) => 1 / Math.sqrt(square + 1e-12)) };
}

/** Standardised rows with a one behind, for the bias. */
function withOne(rows: Float32Array, dimensions: number, { mean, factor }: Scale): Float32Array {
  const count = rows.length / dimensions;
  const made = new Float32Array(count * (dimensions + 1)).fill(1);
  for (const [i, value] of rows.entries()) {
    const [row, column] = [Math.floor(i / dimensions), i % dimensions];
    made[row * (dimensions + 1) + column] = (value - mean[column]!) * factor[column]!;
  }
  return made;
}

async function multiply(
  kind: 'abT' | 'aTb',
  a: Float32Array,
  b: Float32Array,
  aShape: readonly [number, number],
  bShape: readonly [number, number],
): Promise<Float32Array> {
  const product = await createProduct(kind, [aShape, bShape]);
  try {
    return await product.run(a, b);
  } finally {
    await product.close();
  }
}
