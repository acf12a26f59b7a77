import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { checkConfig } from '../../../trainer/config/load.ts';
import { createEngine } from '../../../trainer/engine/create.ts';
import type { EngineName } from '../../../trainer/engine/engines.ts';
import { createRandom } from '../../../trainer/random.ts';
import { batchSpec } from '../../../trainer/run/batches.ts';
import { startBatchQueue, takeBatches } from '../../../trainer/run/batchQueue.ts';
import { createPace } from '../../../trainer/run/pace.ts';
import { pixelRule, planRun } from '../../../trainer/run/plan.ts';
import { initialVariables } from '../../../trainer/step/initialVariables.ts';
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

await run(warmup);
const began = performance.now();
await run(steps);
const seconds = (performance.now() - began) / 1000;
const figures: Figures = {
  imagesPerSecond: (steps * config.batch) / seconds,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  version: process.version,
};
console.log(JSON.stringify(figures));
await batches.close();
await running.close();

/** Steps as a run does them. */
async function run(count: number): Promise<void> {
  for (let done = 0; done < count; ) {
    const taken = await takeBatches(batches, pace.next(count - done));
    const start = performance.now();
    await running.steps(taken);
    pace.took(taken.length, performance.now() - start);
    done += taken.length;
  }
}

/** Pictures of noise, stored as a cache stores decoded ones. */
function noise(count: number, side: number) {
  const bytes = side * side * 3;
  const random = createRandom(1, 'noise');
  const pixels = Uint8Array.from({ length: count * bytes }, () => random.integer(0, 255));
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-bench-'));
  const path = join(folder, 'noise.u8');
  writeFileSync(path, pixels);
  const fd = openSync(path, 'r');
  // The open file stays until the process ends.
  rmSync(folder, { recursive: true });
  const slots = Uint32Array.from({ length: count }, (_, i) => i);
  const checksums = slots.map((slot) => crc32(pixels.subarray(slot * bytes, (slot + 1) * bytes)));
  return { rule: pixelRule(side), source: { fd, path, bytes, slots, checksums } };
}
