import * as tf from '@tensorflow/tfjs-core';
// For its side effect: the core package has the gradients but, under Node, does not register them.
import '@tensorflow/tfjs-layers';
import { lossOfViews } from '../loss/lossOfViews.ts';
import { mix, mixedRegulariser } from '../loss/mixed.ts';
import type { Tensors } from '../tensors.ts';
import { differentiate, type Predict, type Projections } from './differentiate.ts';
import { health } from './health.ts';
import { lossScale, scalesLoss } from './lossScale.ts';
import { metricNames } from './metricNames.ts';
import { float, parameterSpecs } from './names.ts';
import { createParts } from './parts.ts';
import { statisticSpecs } from './statistics.ts';
import type { StepFunction, StepOptions } from './types.ts';
import { stateSpecs, update } from './update.ts';
import { makeViews, viewInputs } from './views.ts';

/**
 * One step: augmented views through one network, the loss, the gradients of its branches and the
 * optimiser's update (arXiv 2103.03230, algorithm 1).
 */
export function createStep(options: StepOptions): StepFunction {
  const { network, loss, batch, microBatch = batch, mixedPrecision } = options;
  const mixes = Boolean(options.mix);
  return {
    batchInputs: {
      ...viewInputs(options, batch),
      learningRate: float([]),
      ...(mixes && { share: float([]) }),
    },
    variables: {
      ...parameterSpecs('weight', network),
      ...stateSpecs(options),
      ...statisticSpecs(network),
    },
    run: (tensors) => tf.tidy(() => runStep(tensors, options)),
    metrics: metricNames(loss, mixes),
    mixedPrecision,
    ...(microBatch < batch && { parts: createParts({ ...options, microBatch }) }),
  };
}

function runStep(tensors: Tensors, options: StepOptions): Tensors {
  const { network, mixedPrecision } = options;
  const views = makeViews(tensors, options);
  const share = tensors.share as tf.Scalar | undefined;
  const mixed = share && mix(views[0]!, views[1]!, share);
  const of = (projections: Projections, predict: Predict) => {
    const metrics = objectiveOf(projections, predict, share, options);
    const objective = scalesLoss(mixedPrecision)
      ? tf.mul(metrics.loss, lossScale(tensors))
      : metrics.loss;
    return { objective: objective as tf.Scalar, ...metrics };
  };
  const { others, ...changes } = differentiate(network, tensors, views, mixed, of);
  return { ...others, ...update(tensors, changes.gradients, changes.statistics, options) };
}

function objectiveOf(
  projections: Projections,
  predict: Predict,
  share: tf.Scalar | undefined,
  { loss, stopGradient = false, mix: weight, augmentations }: StepOptions,
) {
  const views = projections.slice(0, augmentations.length);
  const values = { ...lossOfViews(views, loss, { stopGradient, predict }), ...health(views) };
  if (!share || !weight) return values;
  const mixed = mixedRegulariser(views, projections.at(-1)!, share);
  return { ...values, loss: tf.add(values.loss, tf.mul(mixed, weight)) as tf.Scalar, mixed };
}
