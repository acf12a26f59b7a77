import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import { createRandom } from '../../trainer/random.ts';

/** Normal numbers from a seed, as a tensor. */
export function randomTensor(seed: number, shape: number[]): tf.Tensor {
  const random = createRandom(seed, 'test');
  const size = shape.reduce((product, n) => product * n, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => random.normal()),
    shape,
  );
}

/** Largest |a - b| as a share of the largest |b|. */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [difference, largest] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    largest = Math.max(largest, Math.abs(b[i]!));
  }
  return difference / (largest || 1);
}

/**
 * The gradient of a scalar function by central differences, one coordinate at a time.
 * @param step small against the function's curvature, large against float32 rounding
 */
export function finiteDifferences(
  fn: (x: tf.Tensor) => tf.Scalar,
  x: tf.Tensor,
  step = 1e-2,
): Float32Array {
  const values = x.dataSync<'float32'>();
  return Float32Array.from(values, (value, i) => {
    const at = (shifted: number) =>
      tf.tidy(() => fn(tf.tensor(values.with(i, shifted), x.shape)).dataSync()[0]!);
    return (at(value + step) - at(value - step)) / (2 * step);
  });
}
