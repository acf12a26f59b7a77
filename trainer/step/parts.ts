import * as tf from '@tensorflow/tfjs-core';
import { viewNames } from '../augment/views.ts';
import { lossOfViews } from '../loss/lossOfViews.ts';
import type { Tensors } from '../tensors.ts';
import { differentiate, project } from './differentiate.ts';
import { health } from './health.ts';
import { lossScale, lossScaleSpecs, scalesLoss } from './lossScale.ts';
import { float, named, parameterSpecs, unnamed } from './names.ts';
import { statisticSpecs } from './statistics.ts';
import type { StepOptions, StepParts } from './types.ts';
import { stateSpecs, update } from './update.ts';
import { makeViews, viewInputs } from './views.ts';

/**
 * The step for batches that do not fit into memory: micro-batches go through the network one after
 * the other, and the loss is still that of the whole batch. All projections are computed first,
 * without keeping anything else; the loss and its gradients with respect to them follow from the
 * whole cross-correlation matrix, exactly; then every micro-batch goes through the network once more
 * and back, starting from its share of those gradients (the chain rule; "gradient caching", Gao et
 * al. 2021, arXiv 2101.06983). The price is a second forward pass.
 *
 * What changes is batch normalisation inside the network: its statistics are those of a micro-batch,
 * and the running ones move once for each.
 */
export function createParts(options: StepOptions & { readonly microBatch: number }): StepParts {
  const { network, batch, microBatch, augmentations } = options;
  const views = viewNames(augmentations.length);
  const weights = parameterSpecs('weight', network);
  const gradients = parameterSpecs('gradient', network);
  const pictures = viewInputs(options, microBatch);
  // The last parameter is the last linear layer's, [inputs, D].
  const width = network.parameters.at(-1)!.shape[1]!;
  const projections = (count: number, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, float([count, width])]));
  return {
    microBatch,
    views,
    width,
    project: {
      inputs: { ...weights, ...pictures },
      run: (tensors) =>
        tf.tidy(() => {
          const projected = project(network, tensors, makeViews(tensors, options));
          return Object.fromEntries(views.map((view, i) => [view, projected[i]!]));
        }),
    },
    loss: {
      inputs: {
        ...projections(batch, views),
        ...(scalesLoss(options.mixedPrecision) && lossScaleSpecs),
      },
      run: (tensors) => tf.tidy(() => lossGradients(tensors, views, options)),
    },
    gradient: {
      inputs: {
        ...weights,
        ...statisticSpecs(network),
        ...gradients,
        ...pictures,
        ...projections(microBatch, views.map(gradientName)),
      },
      run: (tensors) => tf.tidy(() => accumulate(tensors, views, options)),
    },
    update: {
      inputs: { ...weights, ...stateSpecs(options), ...gradients, learningRate: float([]) },
      run: (tensors) => tf.tidy(() => update(tensors, unnamed('gradient', tensors), {}, options)),
    },
  };
}

/** What the gradients by a view's projections are called. */
export const gradientName = (view: string) => `d${view}`;

/** The metrics, and the gradients of the (scaled) loss with respect to the views' projections. */
function lossGradients(
  tensors: Tensors,
  views: readonly string[],
  { loss, mixedPrecision }: StepOptions,
): Tensors {
  const projections = views.map((view) => tensors[view] as tf.Tensor2D);
  const lossOf = (given: readonly tf.Tensor[]) =>
    lossOfViews(given as tf.Tensor2D[], loss, { stopGradient: false });
  const objective = (...given: tf.Tensor[]) => {
    const { loss } = lossOf(given);
    return scalesLoss(mixedPrecision) ? tf.mul(loss, lossScale(tensors)) : loss;
  };
  const gradients = tf.grads(objective)(projections);
  const named = views.map((view, i) => [gradientName(view), gradients[i]!]);
  return { ...lossOf(projections), ...health(projections), ...Object.fromEntries(named) };
}

/** Adds a micro-batch's gradients: those of sum(z dz), with dz held constant. */
function accumulate(tensors: Tensors, views: readonly string[], options: StepOptions): Tensors {
  const { gradients, statistics } = differentiate(
    options.network,
    tensors,
    makeViews(tensors, options),
    undefined,
    (projections) => {
      const products = projections.map((z, i) =>
        tf.sum(tf.mul(z, tensors[gradientName(views[i]!)]!)),
      );
      return { objective: products.reduce((sum, one) => tf.add(sum, one)) as tf.Scalar };
    },
  );
  const before = unnamed('gradient', tensors);
  const sums = Object.entries(gradients).map(
    ([name, gradient]) => [name, tf.add(before[name]!, gradient)] as const,
  );
  return { ...named('gradient', sums), ...statistics };
}
