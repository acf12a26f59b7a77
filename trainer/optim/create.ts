import { type AdamWOptions, adamw } from './adamw.ts';
import { type LarsOptions, lars } from './lars.ts';
import type { Optimizer } from './optimizer.ts';
import type { Schedule } from './schedule.ts';
import { type SgdOptions, sgd } from './sgd.ts';

/** What an optimiser follows from, of a run's settings. */
export interface OptimizerSettings extends AdamWOptions, LarsOptions, SgdOptions {
  readonly optimizer: 'adamw' | 'lars' | 'sgd';
}

/** What the learning rate follows from; see the settings for their units. */
export interface ScheduleSettings {
  readonly learningRate: number;
  readonly batch: number;
  readonly rateBatch?: number | undefined;
  readonly finalRate: number;
  readonly warmup: number;
  readonly warmupEpochs?: number | undefined;
}

/** The optimiser that the settings name. */
export function createOptimizer(settings: OptimizerSettings): Optimizer {
  const { optimizer, momentum, weightDecay, trustCoefficient, normalisationRate } = settings;
  if (optimizer === 'lars') {
    return lars({ momentum, weightDecay, trustCoefficient, normalisationRate });
  }
  if (optimizer === 'sgd') return sgd({ momentum, weightDecay });
  return adamw({ weightDecay });
}

/** How the learning rate goes over a run. */
export function createSchedule(
  settings: ScheduleSettings,
  stepsPerEpoch: number,
  totalSteps: number,
): Schedule {
  const { learningRate, batch, rateBatch = batch, warmup, warmupEpochs } = settings;
  const rising = warmupEpochs === undefined ? warmup * totalSteps : warmupEpochs * stepsPerEpoch;
  return {
    peak: (learningRate * batch) / rateBatch,
    finalShare: settings.finalRate,
    warmupSteps: Math.round(Math.min(rising, totalSteps)),
    totalSteps,
  };
}
