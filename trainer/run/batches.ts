import { drawViews } from '../augment/views.ts';
import type { Config } from '../config/schema.ts';
import type { PictureCache } from '../data/cache.ts';
import type { BatchArrays } from '../engine/engine.ts';
import { learningRate } from '../optim/schedule.ts';
import { createRandom, permutation } from '../random.ts';
import type { Plan } from './plan.ts';

/** Makes the inputs of any step; each is a function of the seed and the step alone. */
export function createBatches(config: Config, plan: Plan, cache: PictureCache) {
  const { batch, seed, size } = config;
  const pixels = new Uint8Array(batch * cache.rule.width * cache.rule.height * 3);
  let order: { epoch: number; indices: Uint32Array } | undefined;

  return (step: number): BatchArrays => {
    const epoch = Math.floor(step / plan.stepsPerEpoch);
    if (order?.epoch !== epoch) {
      order = { epoch, indices: permutation(cache.count, createRandom(seed, 'order', epoch)) };
    }
    const start = (step % plan.stepsPerEpoch) * batch;
    cache.read(order.indices.subarray(start, start + batch), pixels);
    return {
      pixels,
      ...drawViews(batch, cache.rule.width, size, plan.augmentations, seed, step),
      learningRate: Float32Array.of(learningRate(step, plan.schedule)),
    };
  };
}
