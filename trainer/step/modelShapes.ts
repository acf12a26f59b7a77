import type { Module } from '../nn/module.ts';
import { statisticShapes } from './statistics.ts';

/** Shapes by the step's names for what they are of. */
export type Shapes = Readonly<Record<string, readonly number[]>>;

/** The variables that are a network's own, and not the optimiser's: weights and running statistics. */
export function modelShapes(module: Module): Shapes {
  return Object.fromEntries([
    ...module.parameters.map(({ name, shape }) => [`weight/${name}`, shape]),
    ...statisticShapes(module).map(([name, shape]) => [`statistic/${name}`, shape]),
  ]);
}
