import * as tf from '@tensorflow/tfjs-core';
// For its side effect: the core package has the gradients but, under Node, does not register them.
import '@tensorflow/tfjs-layers';
import type { Loss } from '../loss/loss.ts';
import { lossOfViews } from '../loss/lossOfViews.ts';
import type { Module } from '../nn/module.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import { differentiate } from '../step/differentiate.ts';
import { health } from '../step/health.ts';
import { metricNames } from '../step/metricNames.ts';
import { float, parameterSpecs } from '../step/names.ts';
import { statisticSpecs } from '../step/statistics.ts';
import { stateSpecs, update } from '../step/update.ts';
import type { StepFunction } from '../step.ts';

interface AdaptStepOptions {
  readonly network: Module;
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  readonly batch: number;
  /** Of the embeddings `a` and `b` that a step takes: two views of each picture, [batch, inputs]. */
  readonly inputs: number;
}

/** One step of training, as `createStep` makes it for pictures, from embeddings of their views. */
export function adaptStep(options: AdaptStepOptions): StepFunction {
  const { network, optimizer, loss, batch, inputs } = options;
  const mixedPrecision = undefined;
  const changing = { network, optimizer, mixedPrecision };
  const rows = float([batch, inputs]);
  return {
    batchInputs: { a: rows, b: rows, learningRate: float([]) },
    variables: {
      ...parameterSpecs('weight', network),
      ...stateSpecs(changing),
      ...statisticSpecs(network),
    },
    metrics: metricNames(loss, false),
    mixedPrecision,
    run: (tensors) =>
      tf.tidy(() => {
        const views = [tensors.a!, tensors.b!];
        const { others, gradients, statistics } = differentiate(
          ...([network, tensors, views, undefined] as const),
          (projections) => {
            const values = lossOfViews(projections, loss, { stopGradient: false });
            return { objective: values.loss, ...values, ...health(projections) };
          },
        );
        return { ...others, ...update(tensors, gradients, statistics, changing) };
      }),
  };
}
