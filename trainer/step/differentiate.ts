import * as tf from '@tensorflow/tfjs-core';
import type { BatchStatistics, Module } from '../nn/module.ts';
import { unnamed } from './names.ts';
import { updateStatistics } from './statistics.ts';
import type { Tensors } from './types.ts';

/** The projections of both views, [N, D] each. */
export type Projections = readonly [tf.Tensor2D, tf.Tensor2D];

export interface Differentiated {
  /** What else the function returned. */
  readonly others: Tensors;
  /** By parameter name. */
  readonly gradients: Tensors;
  /** The running statistics' new values, under their names in the step. */
  readonly statistics: Tensors;
}

/**
 * Gradients of a function of two views' projections, through both branches.
 * @param of returns the number to differentiate and, under other names, what else is wanted of it
 */
export function differentiate(
  { parameters, apply }: Module,
  tensors: Tensors,
  views: readonly tf.Tensor[],
  of: (projections: Projections) => { readonly objective: tf.Scalar } & Tensors,
): Differentiated {
  const statistics: BatchStatistics[] = [{}, {}];
  const others: Tensors = {};
  const forward = (...values: tf.Tensor[]) => {
    const weights = Object.fromEntries(parameters.map(({ name }, i) => [name, values[i]!]));
    const projections = views.map((view, i) =>
      apply(view, { weights, training: true, statistics: statistics[i]! }),
    );
    const { objective, ...rest } = of(projections as unknown as Projections);
    Object.assign(others, rest);
    for (const tensor of [...Object.values(rest), ...statistics.flatMap(flatten)]) tf.keep(tensor);
    return objective;
  };
  const weights = unnamed('weight', tensors);
  const { grads } = tf.valueAndGrads(forward)(parameters.map(({ name }) => weights[name]!));
  const updated = updateStatistics(tensors, statistics);
  const copies = Object.fromEntries(Object.entries(others).map(([name, t]) => [name, tf.clone(t)]));
  tf.dispose([...Object.values(others), ...statistics.flatMap(flatten)]);
  return {
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
