import * as tf from '@tensorflow/tfjs-core';
import type { BatchStatistics, Module, Network } from '../nn/module.ts';
import type { Tensors } from '../tensors.ts';
import { unnamed } from './names.ts';
import { updateStatistics } from './statistics.ts';

/** The projections of each view, [N, D]. */
export type Projections = readonly tf.Tensor2D[];

/** A view's predictions, [N, D], by the view's number; undefined where there is no predictor. */
export type Predict = ((view: number) => tf.Tensor2D) | undefined;

export interface Differentiated {
  /** What else the function returned. */
  readonly others: Tensors;
  /** By parameter name. */
  readonly gradients: Tensors;
  /** The running statistics' new values, under their names in the step. */
  readonly statistics: Tensors;
}

/**
 * Gradients of a function of the views' projections, through all branches.
 * @param views as the network takes them; what is `mixed` of them goes through it as well, as one view
 *   more, but the running statistics, which are for pictures as they are, do not follow it
 * @param of returns the number to differentiate and, under other names, what else is wanted of it
 */
export function differentiate(
  { parameters, apply, predict }: Network,
  tensors: Tensors,
  views: readonly tf.Tensor[],
  mixed: tf.Tensor | undefined,
  of: (projections: Projections, predict: Predict) => { readonly objective: tf.Scalar } & Tensors,
): Differentiated {
  const inputs = mixed ? [...views, mixed] : views;
  const statistics: BatchStatistics[] = inputs.map(() => ({}));
  const others: Tensors = {};
  const forward = (...values: tf.Tensor[]) => {
    const weights = Object.fromEntries(parameters.map(({ name }, i) => [name, values[i]!]));
    const pass = (i: number) => ({ weights, training: true, statistics: statistics[i]! });
    const projections = inputs.map((input, i) => apply(input, pass(i)) as tf.Tensor2D);
    const { objective, ...rest } = of(
      projections,
      predict && ((i) => predict(projections[i]!, pass(i)) as tf.Tensor2D),
    );
    Object.assign(others, rest);
    for (const tensor of [...Object.values(rest), ...statistics.flatMap(flatten)]) tf.keep(tensor);
    return objective;
  };
  const weights = unnamed('weight', tensors);
  const { grads } = tf.valueAndGrads(forward)(parameters.map(({ name }) => weights[name]!));
  const updated = updateStatistics(tensors, statistics.slice(0, views.length));
  const copies = Object.fromEntries(Object.entries(others).map(([name, t]) => [name, tf.clone(t)]));
  tf.dispose([...Object.values(others), ...statistics.flatMap(flatten)]);
  return {
    others: copies,
    gradients: Object.fromEntries(parameters.map(({ name }, i) => [name, grads[i]!])),
    statistics: updated,
  };
}

/** The views' projections, without gradients. */
export function project(
  network: Module,
  tensors: Tensors,
  views: readonly tf.Tensor[],
): Projections {
  const weights = unnamed('weight', tensors);
  const pass = { weights, training: true };
  return views.map((view) => network.apply(view, { ...pass, statistics: {} }) as tf.Tensor2D);
}

function flatten(statistics: BatchStatistics): tf.Tensor[] {
  return Object.values(statistics).flatMap(({ mean, variance }) => [mean, variance]);
}
