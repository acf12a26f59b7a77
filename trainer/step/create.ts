import * as tf from '@tensorflow/tfjs-core';
// For its side effect: the core package has the gradients but, under Node, does not register them.
import '@tensorflow/tfjs-layers';
import { barlowLoss } from '../loss/barlow.ts';
import { differentiate } from './differentiate.ts';
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
  const { network, batch, microBatch = batch } = options;
  return {
    batchInputs: { ...viewInputs(options, batch), learningRate: float([]) },
    variables: {
      ...parameterSpecs('weight', network),
      ...stateSpecs(options),
      ...statisticSpecs(network),
    },
    run: (tensors) => tf.tidy(() => runStep(tensors, options)),
    ...(microBatch < batch && { parts: createParts({ ...options, microBatch }) }),
  };
}

function runStep(tensors: Tensors, options: StepOptions): Tensors {
  const { network, lambda } = options;
  const views = makeViews(tensors, options);
  const { loss, others, gradients, statistics } = differentiate(
    network,
    tensors,
    views,
    ([a, b]) => ({ ...barlowLoss(a, b, lambda) }),
  );
  return { loss, ...others, ...update(tensors, gradients, options), ...statistics };
}
