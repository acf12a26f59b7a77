import * as tf from '@tensorflow/tfjs-core';
import { type Module, stateless } from './module.ts';

/**
 * 3 x 3 maximum at stride 2 with one pixel of padding: [N, C, H, W] -> [N, C, ceil(H/2), ceil(W/2)].
 * Composed of element-wise maxima, rows first, so that its gradient is one on every backend. The
 * padding is zeros: it follows a ReLU, below which nothing lies.
 */
export const maxPoolAfterRelu: Module = stateless((x) => halve(halve(x, 2), 3));

/** out[i] = max(x[2i - 1], x[2i], x[2i + 1]) along an axis. */
function halve(x: tf.Tensor, axis: number): tf.Tensor {
  const size = x.shape[axis]!;
  const half = Math.ceil(size / 2);
  const padded = tf.pad(
    x,
    x.shape.map((_, i) => (i === axis ? [1, 2 * half + 1 - size] : [0, 0])) as [number, number][],
  );
  // Pairs (x[2i - 1], x[2i]): the odd and the even pixels become slices of a further axis.
  const shape = padded.shape.toSpliced(axis, 1, half + 1, 2);
  const pairs = tf.reshape(padded, shape);
  const pick = (first: number, parity: number) => {
    const begin = shape.map((_, i) => (i === axis ? first : i === axis + 1 ? parity : 0));
    const length = shape.map((n, i) => (i === axis ? half : i === axis + 1 ? 1 : n));
    return tf.reshape(tf.slice(pairs, begin, length), x.shape.with(axis, half));
  };
  return tf.maximum(tf.maximum(pick(0, 0), pick(0, 1)), pick(1, 0));
}
