import type { Arrays } from '../arrays.ts';
import { createRandom } from '../random.ts';
import type { Module, Parameter } from './module.ts';

/** Fresh weights of a network: a pure function of the seed and of each parameter's name. */
export function initialWeights({ parameters }: Module, seed: number): Arrays {
  return Object.fromEntries(
    parameters.map((parameter) => [parameter.name, initialValues(parameter, seed)]),
  );
}

/** Running statistics before the first batch: mean 0, variance 1. */
export function initialStatistics({ statistics }: Module): Arrays {
  return Object.fromEntries(
    statistics.flatMap(({ name, channels }) => [
      [`${name}.mean`, new Float32Array(channels)],
      [`${name}.variance`, new Float32Array(channels).fill(1)],
    ]),
  );
}

function initialValues({ name, shape, initial }: Parameter, seed: number): Float32Array {
  const size = shape.reduce((product, n) => product * n, 1);
  if (initial === 'zeros') return new Float32Array(size);
  if (initial === 'ones') return new Float32Array(size).fill(1);
  const random = createRandom(seed, 'initial', name);
  if (initial === 'he-normal') {
    // Fan-out of an [O, C, kH, kW] filter (He et al. 2015, section 2.2).
    const deviation = Math.sqrt(2 / (size / shape[1]!));
    return Float32Array.from({ length: size }, () => deviation * random.normal());
  }
  // Fan-in of an [inputs, outputs] matrix; the bound PyTorch uses for linear layers.
  const bound = 1 / Math.sqrt(shape[0]!);
  return Float32Array.from({ length: size }, () => random.uniform(-bound, bound));
}
