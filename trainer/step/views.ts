import * as tf from '@tensorflow/tfjs-core';
import { viewDrawSizes } from '../augment/draw.ts';
import { augmentView, type ViewTensors } from '../augment/view.ts';
import { viewNames } from '../augment/views.ts';
import type { Tensors } from '../tensors.ts';
import { float, named, unnamed } from './names.ts';
import type { Specs, StepOptions } from './types.ts';

/** The pictures, and the random numbers of the views `a`, `b`, ... of each. */
export function viewInputs(
  { source, augmentations }: Pick<StepOptions, 'source' | 'augmentations'>,
  count: number,
): Specs {
  const draws = (view: string) =>
    named(
      view,
      Object.entries(viewDrawSizes).map(([name, size]) => [
        name,
        float(size === 1 ? [count] : [count, size]),
      ]),
    );
  return {
    pixels: { dtype: 'uint8', shape: [count, source, source, 3] },
    ...Object.assign({}, ...viewNames(augmentations.length).map(draws)),
  };
}

/** The views of every picture, as the network takes them: [N, 3, size, size] each. */
export function makeViews(
  tensors: Tensors,
  options: Pick<StepOptions, 'size' | 'augmentations' | 'mean' | 'deviation'>,
): tf.Tensor[] {
  const { size, augmentations } = options;
  const pixels = tensors.pixels as tf.Tensor4D;
  return viewNames(augmentations.length).map((view, i) => {
    const draws = unnamed(view, tensors) as ViewTensors;
    return normalise(augmentView(pixels, draws, size, augmentations[i]!), options);
  });
}

/** 0 .. 1 to mean 0 and deviation 1 over the data set, per channel. */
export function normalise(
  x: tf.Tensor,
  { mean, deviation }: Pick<StepOptions, 'mean' | 'deviation'>,
): tf.Tensor {
  const channels = [1, 3, 1, 1];
  return tf.div(tf.sub(x, tf.tensor([...mean], channels)), tf.tensor([...deviation], channels));
}
