import type * as tf from '@tensorflow/tfjs-core';
import type { InputSpec } from '../engine/onnx/types.ts';
import type { Module } from '../nn/module.ts';
import type { Optimizer } from '../optim/optimizer.ts';

export type Tensors = Record<string, tf.Tensor>;
export type Specs = Readonly<Record<string, InputSpec>>;

/** What one training step computes; everything that is fixed for a run. */
export interface StepOptions {
  /** Encoder and projector in sequence. */
  readonly network: Module;
  readonly optimizer: Optimizer;
  readonly lambda: number;
  readonly batch: number;
  /** Pictures that go through the network at a time, a divisor of `batch` (default: all of them). */
  readonly microBatch?: number;
  /** Convolutions in float16, with a scaled loss (default: all in float32). */
  readonly mixedPrecision?: boolean;
  /** Height and width of the stored pictures and of a view, in pixels. */
  readonly source: number;
  readonly size: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Whether a view's augmentation can blur at all, per view. */
  readonly blurs: readonly [boolean, boolean];
}

/** A training step as a function of tensors, with the inputs that it takes. */
export interface StepFunction {
  /** Given anew for every step: the pictures, the random numbers and the learning rate. */
  readonly batchInputs: Specs;
  /** Kept from step to step: weights, optimiser state and running statistics. */
  readonly variables: Specs;
  /** Returns the variables' new values under the same names, and the metrics. */
  run(tensors: Tensors): Tensors;
  readonly mixedPrecision: boolean;
  /** How to do the step in parts, where the batch goes through the network bit by bit. */
  readonly parts?: StepParts;
}

/** A function of named tensors. */
export interface Part {
  readonly inputs: Specs;
  run(tensors: Tensors): Tensors;
}

/** See `createParts`. */
export interface StepParts {
  readonly microBatch: number;
  /** D, the length of a projection. */
  readonly width: number;
  readonly project: Part;
  readonly loss: Part;
  readonly gradient: Part;
  readonly update: Part;
}

export const metricNames = ['loss', 'onDiagonal', 'offDiagonal'] as const;
export type Metrics = Record<(typeof metricNames)[number], number>;

/** The variables' shapes, by their names. */
export function variableShapes({ variables }: StepFunction): Record<string, readonly number[]> {
  return Object.fromEntries(Object.entries(variables).map(([name, { shape }]) => [name, shape]));
}
