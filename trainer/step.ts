import * as tf from '@tensorflow/tfjs-core';
// For its side effect: the core package has the gradients but, under Node, does not register them.
import '@tensorflow/tfjs-layers';
import { viewDrawSizes } from './augment/draw.ts';
import { augmentView, type ViewTensors } from './augment/view.ts';
import type { InputSpec } from './engine/onnx/types.ts';
import { barlowLoss } from './loss/barlow.ts';
import type { BatchStatistics, Module } from './nn/module.ts';
import type { Optimizer } from './optim/optimizer.ts';

/** What one training step computes; everything that is fixed for a run. */
export interface StepOptions {
  /** Encoder and projector in sequence. */
  readonly network: Module;
  readonly optimizer: Optimizer;
  readonly lambda: number;
  readonly batch: number;
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
  readonly batchInputs: Readonly<Record<string, InputSpec>>;
  /** Kept from step to step: weights, optimiser state and running statistics. */
  readonly variables: Readonly<Record<string, InputSpec>>;
  /** Returns the variables' new values under the same names, and the metrics. */
  run(tensors: Record<string, tf.Tensor>): Record<string, tf.Tensor>;
}

/** The variables' shapes, by their names. */
export function variableShapes({ variables }: StepFunction): Record<string, readonly number[]> {
  return Object.fromEntries(Object.entries(variables).map(([name, { shape }]) => [name, shape]));
}

export const metricNames = ['loss', 'onDiagonal', 'offDiagonal'] as const;
export type Metrics = Record<(typeof metricNames)[number], number>;

/** Share of a batch in the running statistics, as PyTorch's default. */
const statisticsMomentum = 0.1;

/**
 * One step of Barlow Twins: two augmented views through one network, the loss, the gradients of
 * both branches and the optimiser's update (arXiv 2103.03230, algorithm 1).
 */
export function createStep(options: StepOptions): StepFunction {
  const { network, optimizer, batch, source } = options;
  const float = (shape: readonly number[]): InputSpec => ({ dtype: 'float32', shape });
  const draws = (view: string) =>
    Object.entries(viewDrawSizes).map(([name, size]) => [
      `${view}/${name}`,
      float(size === 1 ? [batch] : [batch, size]),
    ]);
  return {
    batchInputs: {
      pixels: { dtype: 'uint8', shape: [batch, source, source, 3] },
      ...Object.fromEntries([...draws('a'), ...draws('b')]),
      learningRate: float([]),
    },
    variables: {
      ...named(
        'weight',
        network.parameters.map(({ name, shape }) => [name, float(shape)]),
      ),
      ...named(
        'state',
        Object.entries(optimizer.state(network.parameters)).map(([name, shape]) => [
          name,
          float(shape),
        ]),
      ),
      ...named(
        'statistic',
        statisticShapes(network).map(([name, shape]) => [name, float(shape)]),
      ),
    },
    run: (tensors) => tf.tidy(() => runStep(tensors, options)),
  };
}

function runStep(tensors: Record<string, tf.Tensor>, options: StepOptions) {
  const { network, optimizer, lambda, size, blurs } = options;
  const pixels = tensors.pixels as tf.Tensor4D;
  const views = (['a', 'b'] as const).map((view, i) =>
    normalise(augmentView(pixels, unnamed(view, tensors) as ViewTensors, size, blurs[i]!), options),
  );
  const weights = unnamed('weight', tensors);
  const { parameters } = network;

  const statistics: BatchStatistics[] = [{}, {}];
  const kept: Record<string, tf.Tensor> = {};
  const forward = (...values: tf.Tensor[]) => {
    const given = Object.fromEntries(parameters.map(({ name }, i) => [name, values[i]!]));
    const [a, b] = views.map((view, i) =>
      network.apply(view, { weights: given, training: true, statistics: statistics[i]! }),
    );
    const { loss, ...parts } = barlowLoss(a as tf.Tensor2D, b as tf.Tensor2D, lambda);
    for (const tensor of [...Object.values(parts), ...statistics.flatMap(flatten)]) tf.keep(tensor);
    Object.assign(kept, parts);
    return loss;
  };
  const { value: loss, grads } = tf.valueAndGrads(forward)(
    parameters.map(({ name }) => weights[name]!),
  );
  const gradients = Object.fromEntries(parameters.map(({ name }, i) => [name, grads[i]!]));
  const updated = optimizer.update(
    parameters,
    weights,
    gradients,
    unnamed('state', tensors),
    tensors.learningRate as tf.Scalar,
  );
  const running = updateRunning(unnamed('statistic', tensors), statistics);
  const metrics = Object.fromEntries(Object.entries(kept).map(([name, t]) => [name, tf.clone(t)]));
  for (const tensor of [...Object.values(kept), ...statistics.flatMap(flatten)]) tensor.dispose();
  return {
    loss,
    ...metrics,
    ...named('weight', Object.entries(updated.weights)),
    ...named('state', Object.entries(updated.state)),
    ...named('statistic', Object.entries(running)),
  };
}

/** 0 .. 1 to mean 0 and deviation 1 over the data set, per channel. */
export function normalise(
  x: tf.Tensor,
  { mean, deviation }: Pick<StepOptions, 'mean' | 'deviation'>,
): tf.Tensor {
  const channels = [1, 3, 1, 1];
  return tf.div(tf.sub(x, tf.tensor([...mean], channels)), tf.tensor([...deviation], channels));
}

/** Names and shapes of the running statistics of a network. */
export function statisticShapes({ statistics }: Module): [string, readonly number[]][] {
  return statistics.flatMap(({ name, channels }) => [
    [`${name}.mean`, [channels]],
    [`${name}.variance`, [channels]],
  ]);
}

function updateRunning(running: Record<string, tf.Tensor>, views: readonly BatchStatistics[]) {
  const next = { ...running };
  for (const view of views) {
    for (const [layer, { mean, variance }] of Object.entries(view)) {
      for (const [name, value] of Object.entries({ mean, variance })) {
        const before = tf.mul(next[`${layer}.${name}`]!, 1 - statisticsMomentum);
        next[`${layer}.${name}`] = tf.add(before, tf.mul(value, statisticsMomentum));
      }
    }
  }
  return next;
}

function flatten(statistics: BatchStatistics): tf.Tensor[] {
  return Object.values(statistics).flatMap(({ mean, variance }) => [mean, variance]);
}

function named<T>(prefix: string, entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix}/${name}`, value]));
}

function unnamed<T>(prefix: string, values: Readonly<Record<string, T>>): Record<string, T> {
  const start = `${prefix}/`;
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length), value]] : [],
    ),
  );
}
