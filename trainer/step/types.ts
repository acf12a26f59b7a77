import type { ViewAugmentation } from '../augment/preset.ts';
import type { Loss } from '../loss/loss.ts';
import type { Network } from '../nn/module.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import type { Tensors } from '../tensors.ts';
import type { InputSpec } from './inputSpec.ts';

/** Types of half the bytes: few digits (bfloat16), or a few more and a small range (float16). */
export type HalfType = 'float16' | 'bfloat16';

export type Specs = Readonly<Record<string, InputSpec>>;

/** What one training step computes; everything that is fixed for a run. */
export interface StepOptions {
  /** Encoder and projector in sequence; a predictor is applied to the first view of a pair. */
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  /** No gradients through the second view of a pair (default: through both). */
  readonly stopGradient?: boolean;
  /** Weight of the regulariser of Mixed Barlow Twins, which takes two views (default: 0, none). */
  readonly mix?: number;
  readonly batch: number;
  /**
   * Pictures that go through the network at a time, a divisor of `batch` (default: all of them).
   * Only for steps that treat all views alike and do not mix them.
   */
  readonly microBatch?: number;
  /**
   * What convolutions compute in, and matrix products where the engine can; with float16, whose range is
   * small, the loss is scaled (default: all in float32).
   */
  readonly mixedPrecision?: HalfType | undefined;
  /** Height and width of the stored pictures and of a view, in pixels. */
  readonly source: number;
  readonly size: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Of each view; two views or more. */
  readonly augmentations: readonly ViewAugmentation[];
}

/** A training step as a function of tensors, with the inputs that it takes. */
export interface StepFunction {
  /** Given anew for every step: the pictures, the random numbers and the learning rate. */
  readonly batchInputs: Specs;
  /** Kept from step to step: weights, optimiser state and running statistics. */
  readonly variables: Specs;
  /** Returns the variables' new values under the same names, and the metrics. */
  run(tensors: Tensors): Tensors;
  /** Names of the metrics: `loss` and its parts. */
  readonly metrics: readonly string[];
  readonly mixedPrecision: HalfType | undefined;
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
  /** The views' names: those of their projections, and after a `d` of the gradients by them. */
  readonly views: readonly string[];
  /** D, the length of a projection. */
  readonly width: number;
  readonly project: Part;
  readonly loss: Part;
  readonly gradient: Part;
  readonly update: Part;
}

/** The loss of a step, and its parts by their names. */
export type Metrics = Readonly<Record<string, number>> & { readonly loss: number };

/** The variables' shapes, by their names. */
export function variableShapes({ variables }: StepFunction): Record<string, readonly number[]> {
  return Object.fromEntries(Object.entries(variables).map(([name, { shape }]) => [name, shape]));
}
