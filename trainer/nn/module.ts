import type * as tf from '@tensorflow/tfjs-core';

/** What a parameter is for: optimisers treat weights differently from normalisation parameters. */
export type Role = 'weight' | 'normalisation';

/** How a parameter starts: He normal by fan-out, uniform by fan-in, or a constant. */
export type Initial = 'he-normal' | 'uniform' | 'ones' | 'zeros';

export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: Role;
  readonly initial: Initial;
}

/** Running mean and variance of one batch-norm layer, one value per channel. */
export interface Statistic {
  readonly name: string;
  readonly channels: number;
}

/** Statistics of one batch, by layer name. */
export type BatchStatistics = Record<string, { mean: tf.Tensor1D; variance: tf.Tensor1D }>;

/** One pass through a network: its weights, and where batch-norm statistics come from or go. */
export interface Pass {
  readonly weights: Readonly<Record<string, tf.Tensor>>;
  /** In training, layers normalise by the batch and record its statistics; else they use these. */
  readonly training: boolean;
  readonly statistics: BatchStatistics;
}

/** A part of a network, free of state: parameters are declared here and given in a pass. */
export interface Module {
  readonly parameters: readonly Parameter[];
  readonly statistics: readonly Statistic[];
  apply(x: tf.Tensor, pass: Pass): tf.Tensor;
}

/** Modules one after the other. */
export function sequence(...modules: readonly Module[]): Module {
  return {
    parameters: modules.flatMap((module) => module.parameters),
    statistics: modules.flatMap((module) => module.statistics),
    apply: (x, pass) => modules.reduce((y, module) => module.apply(y, pass), x),
  };
}

/** A module without parameters. */
export function stateless(apply: (x: tf.Tensor) => tf.Tensor): Module {
  return { parameters: [], statistics: [], apply };
}

/** What is trained: the way to the projections and, where the loss has one, on to the predictions. */
export interface Network extends Module {
  readonly predict?: Module['apply'];
}

/** A network whose parameters include those of a predictor behind it. */
export function withPredictor(network: Module, { parameters, statistics, apply }: Module): Network {
  return {
    parameters: [...network.parameters, ...parameters],
    statistics: [...network.statistics, ...statistics],
    apply: network.apply,
    predict: apply,
  };
}
