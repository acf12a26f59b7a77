import type * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../nn/module.ts';
import type { Tensors } from '../tensors.ts';

/**
 * A pure optimiser. Its state is a set of tensors with the parameters' shapes, all starting at
 * zero, so that the step stays a function of its inputs. Weight decay is for parameters of the role
 * `weight` alone.
 */
export interface Optimizer {
  /** The shapes of the state: a tensor for each parameter and slot, as `slot/parameter name`. */
  init(parameters: readonly Parameter[]): Record<string, readonly number[]>;
  /**
   * @param learningRate scalar tensor, so that a schedule needs no new graph
   * @returns new weights and new state, under the names of the old
   */
  update(
    parameters: readonly Parameter[],
    weights: Tensors,
    gradients: Tensors,
    state: Tensors,
    learningRate: tf.Scalar,
  ): { weights: Record<string, tf.Tensor>; state: Record<string, tf.Tensor> };
}

/** The state of an optimiser that keeps one value of each slot for every weight. */
export function slots(parameters: readonly Parameter[], ...names: string[]) {
  return Object.fromEntries(
    names.flatMap((slot) => parameters.map(({ name, shape }) => [`${slot}/${name}`, shape])),
  );
}
