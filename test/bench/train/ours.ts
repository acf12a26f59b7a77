import { checkConfig } from '../../../trainer/config/load.ts';
import type { PictureCache } from '../../../trainer/data/cache.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import type { EngineName } from '../../../trainer/engine/names.ts';
import { createRandom } from '../../../trainer/random.ts';
import { createBatches } from '../../../trainer/run/batches.ts';
import { pixelRule, planRun } from '../../../trainer/run/plan.ts';
import { initialVariables } from '../../../trainer/run/variables.ts';
import type { Figures, Settings } from './settings.ts';

/** The trainer's step in a process of its own, on pictures of noise that are in memory. */
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
const batchOf = createBatches(config, plan, noise(8 * config.batch, config.size));

for (let step = 0; step < warmup; step++) await running.step(batchOf(step));
const began = performance.now();
for (let step = 0; step < steps; step++) await running.step(batchOf(step));
const seconds = (performance.now() - began) / 1000;
const figures: Figures = {
  imagesPerSecond: (steps * config.batch) / seconds,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  version: process.version,
};
console.log(JSON.stringify(figures));
await running.close();

function noise(count: number, side: number): PictureCache {
  const bytes = side * side * 3;
  const random = createRandom(1, 'noise');
  const pictures = Uint8Array.from({ length: count * bytes }, () => random.integer(0, 255));
  return {
    count,
    rule: pixelRule(side),
    digest: '',
    paths: [],
    labels: [],
    skipped: [],
    read(indices, into = new Uint8Array(indices.length * bytes)) {
      for (let i = 0; i < indices.length; i++) {
        into.set(pictures.subarray(indices[i]! * bytes, (indices[i]! + 1) * bytes), i * bytes);
      }
      return into;
    },
    close() {},
  };
}
