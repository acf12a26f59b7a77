import type * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../tensors.ts';
import type { InputSpec } from './inputSpec.ts';
import { keepIfFine, lossScaleSpecs, scalesLoss, unscale } from './lossScale.ts';
import { float, named, unnamed } from './names.ts';
import type { Specs, StepOptions } from './types.ts';

type Options = Pick<StepOptions, 'network' | 'optimizer' | 'mixedPrecision'>;

/** The optimiser's state, and that of the loss scaling. */
export function stateSpecs({ network, optimizer, mixedPrecision }: Options): Specs {
  const state = named(
    'state',
    Object.entries(optimizer.init(network.parameters)).map(([name, shape]): [string, InputSpec] => [
      name,
      float(shape),
    ]),
  );
  return { ...state, ...(scalesLoss(mixedPrecision) && lossScaleSpecs) };
}

/**
 * What changes with a step.
 * @param gradients by parameter name; of the scaled loss, if it is scaled
 * @param statistics the running statistics' new values
 * @returns new weights, state and statistics, under their names in the step
 */
export function update(
  tensors: Tensors,
  gradients: Tensors,
  statistics: Tensors,
  options: Options,
): Tensors {
  if (!scalesLoss(options.mixedPrecision))
    return { ...optimise(tensors, gradients, options), ...statistics };
  const unscaled = unscale(tensors, gradients);
  const after = { ...optimise(tensors, unscaled.gradients, options), ...statistics };
  return keepIfFine(tensors, after, unscaled.fine);
}

function optimise(tensors: Tensors, gradients: Tensors, { network, optimizer }: Options): Tensors {
  const { weights, state } = optimizer.update(
    network.parameters,
    unnamed('weight', tensors),
    gradients,
    unnamed('state', tensors),
    tensors.learningRate as tf.Scalar,
  );
  return { ...named('weight', Object.entries(weights)), ...named('state', Object.entries(state)) };
}
