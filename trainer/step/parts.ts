import * as tf from '@tensorflow/tfjs-core';
import { barlowLoss } from '../loss/barlow.ts';
import { differentiate, project } from './differentiate.ts';
import { lossScale, lossScaleSpecs } from './lossScale.ts';
import { float, named, parameterSpecs, unnamed } from './names.ts';
import { statisticSpecs } from './statistics.ts';
import type { StepOptions, StepParts, Tensors } from './types.ts';
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
  const { network, batch, microBatch } = options;
  const weights = parameterSpecs('weight', network);
  const gradients = parameterSpecs('gradient', network);
  const pictures = viewInputs(options, microBatch);
  // The last parameter is the last linear layer's, [inputs, D].
  const width = network.parameters.at(-1)!.shape[1]!;
  const projections = (count: number, ...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, float([count, width])]));
  return {
    microBatch,
    width,
    project: {
      inputs: { ...weights, ...pictures },
      run: (tensors) =>
        tf.tidy(() => {
          const [a, b] = project(network, tensors, makeViews(tensors, options));
          return { a, b };
        }),
    },
    loss: {
      inputs: { ...projections(batch, 'a', 'b'), ...(options.mixedPrecision && lossScaleSpecs) },
      run: (tensors) => tf.tidy(() => lossGradients(tensors, options)),
    },
    gradient: {
      inputs: {
        ...weights,
        ...statisticSpecs(network),
        ...gradients,
        ...pictures,
        ...projections(microBatch, 'da', 'db'),
      },
      run: (tensors) => tf.tidy(() => accumulate(tensors, options)),
    },
    update: {
      inputs: { ...weights, ...stateSpecs(options), ...gradients, learningRate: float([]) },
      run: (tensors) => tf.tidy(() => update(tensors, unnamed('gradient', tensors), {}, options)),
    },
  };
}

/** The metrics, and the gradients of the (scaled) loss with respect to both views' projections. */
function lossGradients(tensors: Tensors, { lambda, mixedPrecision }: StepOptions): Tensors {
  const [a, b] = [tensors.a as tf.Tensor2D, tensors.b as tf.Tensor2D];
  const objective = (x: tf.Tensor, y: tf.Tensor) => {
    const { loss } = barlowLoss(x as tf.Tensor2D, y as tf.Tensor2D, lambda);
    return mixedPrecision ? tf.mul(loss, lossScale(tensors)) : loss;
  };
  const [da, db] = tf.grads(objective)([a, b]);
  return { ...barlowLoss(a, b, lambda), da: da!, db: db! };
}

/** Adds a micro-batch's gradients: those of sum(z dz), with dz held constant. */
function accumulate(tensors: Tensors, options: StepOptions): Tensors {
  const { network } = options;
  const [da, db] = [tensors.da!, tensors.db!];
  const { gradients, statistics } = differentiate(
    network,
    tensors,
    makeViews(tensors, options),
    ([a, b]) => ({
      objective: tf.add(tf.sum(tf.mul(a, da)), tf.sum(tf.mul(b, db))) as tf.Scalar,
    }),
  );
  const before = unnamed('gradient', tensors);
  const sums = Object.entries(gradients).map(
    ([name, gradient]) => [name, tf.add(before[name]!, gradient)] as const,
  );
  return { ...named('gradient', sums), ...statistics };
}
