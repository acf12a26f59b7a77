import type { Config } from '../config/schema.ts';
import { adamw } from './adamw.ts';
import { lars } from './lars.ts';
import type { Optimizer } from './optimizer.ts';
import type { Schedule } from './schedule.ts';
import { sgd } from './sgd.ts';

/** The optimiser that the settings name. */
export function createOptimizer(config: Config): Optimizer {
  const { optimizer, momentum, weightDecay, trustCoefficient, normalisationRate } = config;
  if (optimizer === 'lars') {
    return lars({ momentum, weightDecay, trustCoefficient, normalisationRate });
  }
  if (optimizer === 'sgd') return sgd({ momentum, weightDecay });
  return adamw({ weightDecay });
}

/** How the learning rate goes over a run. */
export function createSchedule(
  config: Config,
  stepsPerEpoch: number,
  totalSteps: number,
): Schedule {
  const { learningRate, batch, rateBatch = batch, warmup, warmupEpochs } = config;
  const rising = warmupEpochs === undefined ? warmup * totalSteps : warmupEpochs * stepsPerEpoch;
  return {
    peak: (learningRate * batch) / rateBatch,
    finalShare: config.finalRate,
    warmupSteps: Math.round(Math.min(rising, totalSteps)),
    totalSteps,
  };
}
