import type { InputSpec } from '@selfsame/models/onnx';
import type { Module } from '../nn/module.ts';
import type { Specs } from './types.ts';

/** The names of a step's tensors are paths: `weight/...`, `state/...`, `statistic/...`, `a/...`. */
export function named<T>(
  prefix: string,
  entries: readonly (readonly [string, T])[],
): Record<string, T> {
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix}/${name}`, value]));
}

/** The values below a prefix, by the rest of their names. */
export function unnamed<T>(prefix: string, values: Readonly<Record<string, T>>): Record<string, T> {
  const start = `${prefix}/`;
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length), value]] : [],
    ),
  );
}

export const float = (shape: readonly number[]): InputSpec => ({ dtype: 'float32', shape });

/** One tensor for each parameter of a network. */
export function parameterSpecs(prefix: string, { parameters }: Module): Specs {
  return named(
    prefix,
    parameters.map(({ name, shape }) => [name, float(shape)]),
  );
}
