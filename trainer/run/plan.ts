import type { PixelRule } from '@selfsame/models';
import { augmentations, type ViewAugmentation } from '../augment/preset.ts';
import type { Config } from '../config/schema.ts';
import { createEncoder, type Encoder } from '../nn/encoders.ts';
import { type Module, sequence } from '../nn/module.ts';
import { projector } from '../nn/projector.ts';
import { adamw } from '../optim/adamw.ts';
import { lars } from '../optim/lars.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import type { Schedule } from '../optim/schedule.ts';
import { sgd } from '../optim/sgd.ts';
import { createStep, type StepFunction } from '../step.ts';
import type { PixelScale } from './pixelScale.ts';

/** What a config comes to, for a number of pictures. */
export interface Plan {
  readonly encoder: Encoder;
  /** Encoder and projector. */
  readonly network: Module;
  readonly step: StepFunction;
  readonly optimizer: Optimizer;
  readonly augmentations: readonly [ViewAugmentation, ViewAugmentation];
  readonly schedule: Schedule;
  readonly stepsPerEpoch: number;
}

/** Stored pictures are a little larger than views, where that costs no detail. */
export function sourceSize({ size, source }: Pick<Config, 'size' | 'source'>): number {
  return source ?? (size <= 64 ? size : Math.round((size * 8) / 7));
}

/** How pictures become the pixels that are cached for training: [side, side, 3]. */
export function pixelRule(side: number): PixelRule {
  return { width: side, height: side, fit: 'cover', background: [255, 255, 255] };
}

/** @param pictures how many there are to learn from */
export function planRun(config: Config, pictures: number, scale: PixelScale): Plan {
  const { size, batch, epochs } = config;
  const encoder = createEncoder(config.encoder, size);
  const head = projector(encoder.dimensions, config.projectorWidth, config.projectorDepth);
  const network = sequence(encoder.module, head);
  const optimizer = createOptimizer(config);
  const views = augmentations[config.augment ?? (size <= 64 ? 'cifar' : 'paper')];
  // The last, incomplete batch is dropped: its statistics would be those of fewer pictures.
  const stepsPerEpoch = Math.floor(pictures / batch);
  const totalSteps = config.steps ?? Math.max(1, Math.round(epochs * stepsPerEpoch));
  return {
    encoder,
    network,
    optimizer,
    augmentations: views,
    stepsPerEpoch,
    schedule: {
      peak: config.learningRate,
      finalShare: config.finalRate,
      warmupSteps: Math.round(config.warmup * totalSteps),
      totalSteps,
    },
    step: createStep({
      network,
      optimizer,
      batch,
      microBatch: config.microBatch ?? batch,
      mixedPrecision: config.precision === 'mixed',
      size,
      ...scale,
      lambda: config.lambda,
      source: sourceSize(config),
      blurs: [views[0].blur > 0, views[1].blur > 0],
    }),
  };
}

function createOptimizer(config: Config): Optimizer {
  const { optimizer, momentum, weightDecay, trustCoefficient } = config;
  if (optimizer === 'lars') return lars({ momentum, weightDecay, trustCoefficient });
  if (optimizer === 'sgd') return sgd({ momentum, weightDecay });
  return adamw({ weightDecay });
}
