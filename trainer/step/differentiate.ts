import * as tf from '@tensorflow/tfjs-core';
import type { BatchStatistics, Module } from '../nn/module.ts';
import { unnamed } from './names.ts';
import { updateStatistics } from './statistics.ts';
import type { Tensors } from './types.ts';

/** The projections of both views, [N, D] each. */
export type Projections = readonly [tf.Tensor2D, tf.Tensor2D];

export interface Differentiated {
  readonly loss: tf.Scalar;
  /** What else the loss function returned. */
  readonly others: Tensors;
  /** By parameter name. */
  readonly gradients: Tensors;
  /** The running statistics' new values, under their names in the step. */
  readonly statistics: Tensors;
}

/**
 * A loss of the projections of two views, and its gradients through both branches.
 * @param lossOf returns the loss and, under other names, what is to be kept of its computation
 */
export function differentiate(
  { parameters, apply }: Module,
  tensors: Tensors,
  views: readonly tf.Tensor[],
  lossOf: (projections: Projections) => { readonly loss: tf.Scalar } & Tensors,
): Differentiated {
  const statistics: BatchStatistics[] = [{}, {}];
  const others: Tensors = {};
  const forward = (...values: tf.Tensor[]) => {
    const weights = Object.fromEntries(parameters.map(({ name }, i) => [name, values[i]!]));
    const projections = views.map((view, i) =>
      apply(view, { weights, training: true, statistics: statistics[i]! }),
    );
    const { loss, ...rest } = lossOf(projections as unknown as Projections);
    Object.assign(others, rest);
    for (const tensor of [...Object.values(rest), ...statistics.flatMap(flatten)]) tf.keep(tensor);
    return loss;
  };
  const weights = unnamed('weight', tensors);
  const { value: loss, grads } = tf.valueAndGrads(forward)(
    parameters.map(({ name }) => weights[name]!),
  );
  const updated = updateStatistics(tensors, statistics);
  const copies = Object.fromEntries(Object.entries(others).map(([name, t]) => [name, tf.clone(t)]));
  tf.dispose([...Object.values(others), ...statistics.flatMap(flatten)]);
  return {
    loss,
    others: copies,
    gradients: Object.fromEntries(parameters.map(({ name }, i) => [name, grads[i]!])),
    statistics: updated,
  };
}

/** Both views' projections, without gradients. */
export function project(
  network: Module,
  tensors: Tensors,
  views: readonly tf.Tensor[],
): Projections {
  const weights = unnamed('weight', tensors);
  const projections = views.map((view) =>
    network.apply(view, { weights, training: true, statistics: {} }),
  );
  return projections as unknown as Projections;
}

function flatten(statistics: BatchStatistics): tf.Tensor[] {
  return Object.values(statistics).flatMap(({ mean, variance }) => [mean, variance]);
}
