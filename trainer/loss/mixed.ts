import * as tf from '@tensorflow/tfjs-core';
import { customGradient } from '../nn/customGradient.ts';
import { correlate, standardise } from './barlow.ts';

/**
 * The regulariser of Mixed Barlow Twins (arXiv 2312.02151): what pictures mixed in a proportion look
 * like to the network should be mixed in the same proportion. With X, Y and M the standardised
 * projections of both views and of the mixed pictures, it is the squared distance of M^T X from
 * (share X + (1 - share) Y')^T X, plus the same with Y in place of the last X; both over N. Y' are the
 * second views in the order that they were mixed in. Not halved, as in the authors' program.
 * @param mixed projections of `mixPictures`, [N, D], as those of the views
 */
export function mixedRegulariser(
  [a, b]: readonly tf.Tensor2D[],
  mixed: tf.Tensor2D,
  share: tf.Scalar,
): tf.Scalar {
  const [x, y] = [standardise(a!), standardise(b!)];
  // The product is linear: one matrix is both the mixed projections and what they should be.
  const off = tf.sub(standardise(mixed), mix(x, y, share)) as tf.Tensor2D;
  const squares = [x, y].map((view) => tf.sum(tf.square(correlate(off, view))));
  return tf.add(squares[0]!, squares[1]!) as tf.Scalar;
}

/**
 * share x + (1 - share) y', where y' is y with its rows moved up by one: batches are in random order,
 * so the next picture is as good as any.
 */
export function mix<T extends tf.Tensor>(x: T, y: T, share: tf.Scalar): T {
  const first = tf.mul(x, share);
  return tf.add(first, tf.mul(moveUp(y), tf.sub(1, share))) as T;
}

function moveUp(x: tf.Tensor): tf.Tensor {
  return customGradient([x] as const, ([x]) => ({
    value: roll(x, 1),
    gradient: (dy) => [roll(dy, x.shape[0]! - 1)],
  }));
}

/** Rows by, by + 1, ..., and then those before. */
function roll(x: tf.Tensor, by: number): tf.Tensor {
  const [count, ...rest] = x.shape as [number, ...number[]];
  const zeros = rest.map(() => 0);
  const from = (start: number, length: number) => tf.slice(x, [start, ...zeros], [length, ...rest]);
  return tf.concat([from(by, count - by), from(0, by)], 0);
}
