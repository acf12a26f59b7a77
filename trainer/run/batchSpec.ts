import { mixOf } from '../config/ownSettings.ts';
import type { Config } from '../config/schema.ts';
import type { PictureCache } from '../data/cache.ts';
import type { BatchArrays } from '../engine/engine.ts';
import { learningRate, type Schedule } from '../optim/schedule.ts';
import type { BatchSpec } from './batches.ts';
import type { Plan } from './plan.ts';

/** Apart from what makes them, whose thread has no use for the settings. */
export function batchSpec(
  config: Config,
  { stepsPerEpoch, augmentations }: Plan,
  cache: Pick<PictureCache, 'rule' | 'source'>,
): BatchSpec {
  const { batch, seed, size } = config;
  const [source, pictures] = [cache.rule.width, cache.source];
  const views = { size, augmentations, mixes: mixOf(config) > 0 };
  return { batch, seed, source, ...views, stepsPerEpoch, pictures };
}

/** A step's batch with its learning rate, which may have changed since the batch was made. */
export const withRate = (batch: BatchArrays, step: number, schedule: Schedule): BatchArrays => ({
  ...batch,
  learningRate: Float32Array.of(learningRate(step, schedule)),
});
