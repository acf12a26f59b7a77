import type * as tf from '@tensorflow/tfjs-core';
import type { InputSpec } from '../engine/onnx/types.ts';
import { float, named, unnamed } from './names.ts';
import type { Specs, StepOptions, Tensors } from './types.ts';

type Options = Pick<StepOptions, 'network' | 'optimizer'>;

/** The optimiser's state. */
export function stateSpecs({ network, optimizer }: Options): Specs {
  return named(
    'state',
    Object.entries(optimizer.state(network.parameters)).map(
      ([name, shape]): [string, InputSpec] => [name, float(shape)],
    ),
  );
}

/**
 * The optimiser's update.
 * @param gradients by parameter name
 * @returns new weights and new state, under their names in the step
 */
export function update(
  tensors: Tensors,
  gradients: Tensors,
  { network, optimizer }: Options,
): Tensors {
  const { weights, state } = optimizer.update(
    network.parameters,
    unnamed('weight', tensors),
    gradients,
    unnamed('state', tensors),
    tensors.learningRate as tf.Scalar,
  );
  return { ...named('weight', Object.entries(weights)), ...named('state', Object.entries(state)) };
}
