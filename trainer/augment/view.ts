import * as tf from '@tensorflow/tfjs-core';
import type { ViewDraw } from './draw.ts';
import { filtersOf } from './filters.ts';
import { augmentationsInOrder } from './inOrder.ts';
import type { ViewAugmentation } from './preset.ts';
import { resample } from './resample.ts';

export type ViewTensors = Record<ViewDraw, tf.Tensor>;

/**
 * One augmented view of every picture of a batch, as batched tensor operations.
 * @param pixels stored pictures, [N, H, W, 3], 0 .. 255
 * @param size height and width of the view, in pixels
 * @param augmentation that the draws are of
 * @returns [N, 3, size, size], 0 .. 1
 */
export function augmentView(
  pixels: tf.Tensor4D,
  draws: ViewTensors,
  size: number,
  augmentation: ViewAugmentation,
): tf.Tensor4D {
  const filters = filtersOf(augmentation).map(({ filter }) => filter!(draws, size));
  const coloured = changeColour(resample(pixels, draws, size, filters), draws);
  return augmentationsInOrder.reduce((view, { apply }) => apply?.(view, draws) ?? view, coloured);
}

/** p -> A p + T m on values from 0 to 1, clipped. */
function changeColour(view: tf.Tensor4D, { pixelMap, meanMap }: ViewTensors): tf.Tensor4D {
  const [count, , height, width] = view.shape;
  const p = tf.div(tf.reshape(view, [count, 3, height * width]), 255);
  const mean = tf.mean(p, 2, true);
  const [a, t] = [pixelMap, meanMap].map((map) => tf.reshape(map, [count, 3, 3]));
  const changed = tf.add(tf.matMul(a!, p), tf.matMul(t!, mean));
  return tf.reshape(clip(changed), view.shape);
}

function clip(x: tf.Tensor): tf.Tensor {
  return tf.minimum(tf.maximum(x, 0), 1);
}
