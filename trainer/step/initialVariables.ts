import type { Arrays } from '../arrays.ts';
import { initialStatistics, initialWeights } from '../nn/initialise.ts';
import type { Module } from '../nn/module.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import type { HalfType } from './types.ts';
import { stateSpecs } from './update.ts';

/** The variables of a step before the first one, under the step's names for them. */
export function initialVariables(
  network: Module,
  optimizer: Optimizer,
  seed: number,
  mixedPrecision?: HalfType,
): Arrays {
  const specs = stateSpecs({ network, optimizer, mixedPrecision });
  const state = Object.entries(specs).map(([name, { shape }]) => [
    name,
    new Float32Array(shape.reduce((product, n) => product * n, 1)),
  ]);
  return {
    ...prefixed('weight', initialWeights(network, seed)),
    ...Object.fromEntries(state),
    ...prefixed('statistic', initialStatistics(network)),
  };
}

function prefixed(prefix: string, arrays: Arrays): Arrays {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, values]) => [`${prefix}/${name}`, values]),
  );
}
