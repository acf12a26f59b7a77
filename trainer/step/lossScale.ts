import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../tensors.ts';
import { float } from './names.ts';
import type { HalfType, Specs } from './types.ts';

/**
 * Dynamic loss scaling (Micikevicius et al. 2018, arXiv 1710.03740, section 3.2): gradients are
 * computed of the loss times a power of two, so that small ones do not vanish in float16. A step in
 * which one overflows changes nothing but the scale, which is halved; after many good steps in a row
 * it is doubled.
 */
const firstExponent = 16;
/** The range of the exponent: 1 to 2^24. */
const [least, most] = [0, 24];
const stepsToDouble = 2000;

/** Both start at zero: the exponent's distance from the first one, and good steps in a row. */
const [exponent, good] = ['state/lossScale/exponent', 'state/lossScale/good'];

export const lossScaleSpecs: Specs = { [exponent]: float([]), [good]: float([]) };

/** Whether the loss is scaled: bfloat16 has float32's range. */
export const scalesLoss = (mixedPrecision: HalfType | undefined) => mixedPrecision === 'float16';

/** What to multiply the loss with. */
export function lossScale(tensors: Tensors): tf.Scalar {
  return tf.pow(tf.scalar(2), tf.add(tensors[exponent]!, firstExponent)) as tf.Scalar;
}

/** The gradients of the loss itself, and whether all of them are finite (a boolean scalar). */
export function unscale(
  tensors: Tensors,
  scaled: Tensors,
): { gradients: Tensors; fine: tf.Tensor } {
  const inverse = tf.div(1, lossScale(tensors));
  // Zero times infinity, or what is not a number, is not a number, and compares as false.
  const zeros = Object.values(scaled).map((gradient) => tf.sum(tf.mul(gradient, 0)));
  return {
    gradients: Object.fromEntries(
      Object.entries(scaled).map(([name, gradient]) => [name, tf.mul(gradient, inverse)]),
    ),
    fine: tf.lessEqual(
      zeros.reduce((sum, zero) => tf.add(sum, zero)),
      0,
    ),
  };
}

/** New values where the step was fine, else the old ones; and the scale for the next step. */
export function keepIfFine(before: Tensors, after: Tensors, fine: tf.Tensor): Tensors {
  const chosen = Object.entries(after).map(
    ([name, value]) => [name, tf.where(fine, value, before[name]!)] as const,
  );
  const inRow = tf.where(fine, tf.add(before[good]!, 1), tf.zerosLike(before[good]!));
  const enough = tf.greaterEqual(inRow, stepsToDouble);
  const change = tf.where(fine, tf.cast(enough, 'float32'), tf.scalar(-1));
  const next = tf.minimum(
    tf.maximum(tf.add(before[exponent]!, change), least - firstExponent),
    most - firstExponent,
  );
  return {
    ...Object.fromEntries(chosen),
    [exponent]: next,
    [good]: tf.where(enough, tf.zerosLike(inRow), inRow),
  };
}
