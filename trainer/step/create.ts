import * as tf from '@tensorflow/tfjs-core';
// For its side effect: the core package has the gradients but, under Node, does not register them.
import '@tensorflow/tfjs-layers';
import { barlowLoss } from '../loss/barlow.ts';
import { differentiate } from './differentiate.ts';
import { lossScale } from './lossScale.ts';
import { float, parameterSpecs } from './names.ts';
import { createParts } from './parts.ts';
import { statisticSpecs } from './statistics.ts';
import type { StepFunction, StepOptions, Tensors } from './types.ts';
import { stateSpecs, update } from './update.ts';
import { makeViews, viewInputs } from './views.ts';

/**
 * One step of Barlow Twins: two augmented views through one network, the loss, the gradients of
 * both branches and the optimiser's update (arXiv 2103.03230, algorithm 1).
 */
export function createStep(options: StepOptions): StepFunction {
  const { network, batch, microBatch = batch, mixedPrecision = false } = options;
  return {
    batchInputs: { ...viewInputs(options, batch), learningRate: float([]) },
    variables: {
      ...parameterSpecs('weight', network),
      ...stateSpecs(options),
      ...statisticSpecs(network),
    },
    run: (tensors) => tf.tidy(() => runStep(tensors, options)),
    mixedPrecision,
    ...(microBatch < batch && { parts: createParts({ ...options, microBatch }) }),
  };
}

function runStep(tensors: Tensors, options: StepOptions): Tensors {
  const { network, lambda, mixedPrecision } = options;
  const views = makeViews(tensors, options);
  const { others, gradients, statistics } = differentiate(network, tensors, views, ([a, b]) => {
    const metrics = barlowLoss(a, b, lambda);
    const objective = mixedPrecision ? tf.mul(metrics.loss, lossScale(tensors)) : metrics.loss;
    return { objective: objective as tf.Scalar, ...metrics };
  });
  return { ...others, ...update(tensors, gradients, statistics, options) };
}
