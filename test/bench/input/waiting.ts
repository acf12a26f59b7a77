import { checkConfig } from '../../../trainer/config/load.ts';
import type { PictureCache } from '../../../trainer/data/cache.ts';
import { measurePixels } from '../../../trainer/data/pixelScale.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import { stepOn } from '../../../trainer/engine/engine.ts';
import { startBatchQueue } from '../../../trainer/run/batchQueue.ts';
import { batchSpec, withRate } from '../../../trainer/run/batchSpec.ts';
import { planRun } from '../../../trainer/run/plan.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';

const warmup = 2;

/** Trains some steps of the small encoder on the CPU as a run does. */
export async function trainSome(cache: PictureCache, batch: number, steps: number) {
  const config = checkConfig({ data: '-', steps: warmup + steps, batch });
  const plan = planRun(config, cache.count, measurePixels(cache));
  const batches = startBatchQueue(batchSpec(config, plan, cache), 0);
  const variables = initialVariables(plan.network, plan.optimizer, config.seed);
  const engine = await createEngine('cpu', config.threads, plan.step, variables);
  const times = { waited: 0, all: 0 };
  try {
    for (let step = 0; step < warmup + steps; step++) {
      const began = performance.now();
      const arrays = await batches.next();
      const waited = performance.now() - began;
      await stepOn(engine, withRate(arrays, step, plan.schedule));
      if (step < warmup) continue;
      times.waited += waited;
      times.all += performance.now() - began;
    }
  } finally {
    await batches.close();
    await engine.close();
  }
  return {
    imagesPerSecond: (1000 * steps * batch) / times.all,
    waiting: times.waited / times.all,
  };
}
