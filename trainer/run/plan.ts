import { type PixelRule, trainedPixels } from '@selfsame/models';
import { augmentations, type ViewAugmentation } from '../augment/preset.ts';
import { type Removal, without } from '../augment/without.ts';
import { mixOf } from '../config/ownSettings.ts';
import { asymmetryOf, type Config, listOf } from '../config/schema.ts';
import { colourOf, fits, type Look } from '../config/shown.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import { engineNamed } from '../engine/engines.ts';
import { createLoss } from '../loss/create.ts';
import { createEncoder, type Encoder } from '../nn/encoders.ts';
import { type Network, sequence, withPredictor } from '../nn/module.ts';
import { predictor, projector } from '../nn/projector.ts';
import { createOptimizer, createSchedule } from '../optim/create.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import type { Schedule } from '../optim/schedule.ts';
import { createStep, type StepFunction } from '../step.ts';

/** What a config comes to, for a number of pictures. */
export interface Plan {
  readonly encoder: Encoder;
  /** Encoder, projector and, where the views are treated differently by one, predictor. */
  readonly network: Network;
  readonly step: StepFunction;
  readonly optimizer: Optimizer;
  /** Of each view. */
  readonly augmentations: readonly ViewAugmentation[];
  readonly schedule: Schedule;
  readonly stepsPerEpoch: number;
}

/** Stored pictures are a little larger than views, where that costs no detail. */
export function sourceSize({ size, source }: Pick<Config, 'size' | 'source'>): number {
  return source ?? (size <= 64 ? size : Math.round((size * 8) / 7));
}

/**
 * Side of the whole picture that the published encoder sees. Crops show things enlarged, so that
 * views smaller than it show them as large as it does (arXiv 1906.06423).
 */
export function inputSize({ size, inputSize }: Pick<Config, 'size' | 'inputSize'>): number {
  return inputSize ?? size;
}

const usual: Look = { fit: 'cover', background: 'white' };

/**
 * How pictures become the pixels that are cached for training, and that the encoder takes: [side,
 * side, 3].
 */
export function pixelRule(side: number, { fit, background }: Look = usual): PixelRule {
  return {
    ...{ width: side, height: side, fit: fits[fit], background: colourOf(background) },
    pixels: trainedPixels,
  };
}

/** @param pictures how many there are to learn from */
export function planRun(config: Config, pictures: number, scale: PixelScale): Plan {
  const { size, batch, epochs } = config;
  const encoder = createEncoder(config.encoder, size);
  const asymmetry = asymmetryOf(config);
  const network = createNetwork(config, encoder, asymmetry);
  const optimizer = createOptimizer(config);
  const views = createViews(config);
  // The last, incomplete batch is dropped: its statistics would be those of fewer pictures.
  const stepsPerEpoch = Math.floor(pictures / batch);
  const totalSteps = config.steps ?? Math.max(1, Math.round(epochs * stepsPerEpoch));
  return {
    encoder,
    network,
    optimizer,
    augmentations: views,
    stepsPerEpoch,
    schedule: createSchedule(config, stepsPerEpoch, totalSteps),
    step: createStep({
      network,
      optimizer,
      batch,
      microBatch: config.microBatch ?? batch,
      mixedPrecision: halfTypeOf(config),
      size,
      ...scale,
      loss: createLoss(config),
      stopGradient: asymmetry === 'stop-gradient' || asymmetry === 'both',
      mix: mixOf(config) * config.lambda,
      source: sourceSize(config),
      augmentations: views,
    }),
  };
}

/** A precision other than float32 is of an engine that is named. */
function halfTypeOf({ precision, engine }: Config) {
  return precision === 'mixed' && engine !== 'auto'
    ? engineNamed(engine).mixedPrecision
    : undefined;
}

function createNetwork(
  { projectorWidth, projectorDepth }: Config,
  { module, dimensions }: Encoder,
  asymmetry: ReturnType<typeof asymmetryOf>,
): Network {
  const network = sequence(module, projector(dimensions, projectorWidth, projectorDepth));
  const predicts = asymmetry === 'predictor' || asymmetry === 'both';
  return predicts ? withPredictor(network, predictor(projectorWidth)) : network;
}

/** The two distributions in turn, without what is left out. */
function createViews({ augment, size, views, without: list }: Config): ViewAugmentation[] {
  const pair = augmentations[augment ?? (size <= 64 ? 'cifar' : 'paper')];
  const removed = list === undefined ? [] : (listOf(list) as Removal[]);
  return Array.from({ length: views }, (_, i) => without(pair[i % 2]!, removed));
}
