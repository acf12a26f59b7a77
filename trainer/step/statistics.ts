import * as tf from '@tensorflow/tfjs-core';
import type { BatchStatistics, Module } from '../nn/module.ts';
import type { Tensors } from '../tensors.ts';
import { float, named, unnamed } from './names.ts';
import type { Specs } from './types.ts';

/** Share of a batch in the running statistics, as PyTorch's default. */
const momentum = 0.1;

/** Names and shapes of the running statistics of a network. */
export function statisticShapes({ statistics }: Module): [string, readonly number[]][] {
  return statistics.flatMap(({ name, channels }) => [
    [`${name}.mean`, [channels]],
    [`${name}.variance`, [channels]],
  ]);
}

export function statisticSpecs(network: Module): Specs {
  return named(
    'statistic',
    statisticShapes(network).map(([name, shape]) => [name, float(shape)]),
  );
}

/** The running statistics after one batch of each view. */
export function updateStatistics(tensors: Tensors, views: readonly BatchStatistics[]): Tensors {
  const next = unnamed('statistic', tensors);
  for (const view of views) {
    for (const [layer, { mean, variance }] of Object.entries(view)) {
      for (const [name, value] of Object.entries({ mean, variance })) {
        const before = tf.mul(next[`${layer}.${name}`]!, 1 - momentum);
        next[`${layer}.${name}`] = tf.add(before, tf.mul(value, momentum));
      }
    }
  }
  return named('statistic', Object.entries(next));
}
