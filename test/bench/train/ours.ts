import { checkConfig } from '../../../trainer/config/load.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import type { EngineName } from '../../../trainer/engine/engines.ts';
import { startBatchQueue, takeBatches } from '../../../trainer/run/batchQueue.ts';
import { batchSpec, withRate } from '../../../trainer/run/batchSpec.ts';
import { holdPictures } from '../../../trainer/run/holdPictures.ts';
import { createPace } from '../../../trainer/run/pace.ts';
import { planRun } from '../../../trainer/run/plan.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
import { noise } from './noise.ts';
import type { Figures, Settings } from './settings.ts';

/** The trainer's step in a process of its own, with its batches, on pictures of noise. */
const { steps, warmup, engine, ...settings } = JSON.parse(process.argv[2]!) as Settings & {
  engine: EngineName;
};
const config = checkConfig({ data: '-', engine, ...settings });
const plan = planRun(config, 8 * config.batch, {
  mean: [0.45, 0.45, 0.45],
  deviation: [0.25, 0.25, 0.25],
});
const variables = initialVariables(plan.network, plan.optimizer, config.seed);
const running = await createEngine(engine, config.threads, plan.step, variables);
const pictures = noise(8 * config.batch, config.size);
const batches = startBatchQueue(batchSpec(config, plan, pictures), 0);

const pace = createPace(running.atOnce);

await run(1);
await holdPictures(running, batches, pictures.source, steps * config.batch);
await run(warmup);
const began = performance.now();
const waited = await run(steps);
const seconds = (performance.now() - began) / 1000;
const figures: Figures = {
  imagesPerSecond: (steps * config.batch) / seconds,
  batch: config.batch,
  waiting: waited / 1000 / seconds,
  peakBytes: running.peakBytes?.() ?? process.resourceUsage().maxRSS * 1024,
  version: process.version,
};
console.log(JSON.stringify(figures));
await batches.close();
await running.close();

/** Steps as a run does them. @returns milliseconds in which they waited for pictures */
async function run(count: number): Promise<number> {
  let waited = 0;
  for (let done = 0; done < count; ) {
    const asked = performance.now();
    const taken = await takeBatches(batches, pace.next(count - done));
    const start = performance.now();
    waited += start - asked;
    await running.steps(taken.map((batch, i) => withRate(batch, done + i, plan.schedule)));
    pace.took(taken.length, performance.now() - start);
    done += taken.length;
  }
  return waited;
}
