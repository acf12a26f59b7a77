import { saveCheckpoint } from '../checkpoint/checkpoint.ts';
import type { PictureCache } from '../data/cache.ts';
import { createEngine } from '../engine/create.ts';
import type { BatchArrays, Engine } from '../engine/engine.ts';
import type { EngineName } from '../engineNames.ts';
import { createProgress } from '../progress.ts';
import { type Metrics, variableShapes } from '../step.ts';
import { checkWeights } from '../watch/checkWeights.ts';
import { createWatch } from '../watch/watch.ts';
import { batchSpec } from './batches.ts';
import { type BatchQueue, startBatchQueue, takeBatches } from './batchQueue.ts';
import { type RunFolder, writeToRun } from './folder.ts';
import { openMetrics, type Speed } from './metricsFile.ts';
import type { Observer } from './observer.ts';
import { createPace } from './pace.ts';
import type { Plan } from './plan.ts';
import { loweredRate } from './rollBack.ts';
import type { Start } from './start.ts';
import { createTally } from './tally.ts';

/** What steps need to run. */
export interface Attempt {
  readonly folder: RunFolder;
  readonly plan: Plan;
  readonly cache: PictureCache;
  readonly engine: EngineName;
  readonly start: Start;
  readonly stop: AbortSignal;
  readonly observer: Observer;
}

/**
 * Runs steps until the last one, or until something goes wrong.
 * @returns where the run can go on
 * @throws {TrainingFailure}
 */
export async function attempt(options: Attempt): Promise<Start> {
  const { folder, cache, engine: name, start } = options;
  const { config } = folder;
  const plan = { ...options.plan, schedule: loweredRate(options.plan.schedule, start.rollBacks) };
  const batches = startBatchQueue(batchSpec(config, plan, cache), start.step);
  try {
    const engine = await createEngine(name, config.threads, plan.step, start.variables);
    try {
      return await steps({ ...options, plan }, batches, engine);
    } finally {
      await engine.close();
    }
  } finally {
    await batches.close();
  }
}

async function steps(
  { folder, plan, engine: name, start, stop, observer }: Attempt,
  batches: BatchQueue,
  engine: Engine,
): Promise<Start> {
  const { config } = folder;
  const { totalSteps, peak } = plan.schedule;
  const engines = [...new Set([...start.engines, name])];
  const metrics = openMetrics(folder.metrics, start.step);
  observer.restart(start.step);
  const progress = createProgress({
    ...{ label: 'train', total: totalSteps, unit: 'steps', start: start.step },
  });
  const shapes = variableShapes(plan.step);
  const pace = createPace(engine.atOnce);
  const tally = createTally(config.batch);
  const watch = createWatch(peak);
  let seconds = start.seconds;

  let now: Start = start;
  let { step } = start;
  const note = (result: Metrics, batch: BatchArrays, speed: Speed) => {
    const failure = watch.check(step + 1, result);
    const finite = Number.isFinite(result.loss);
    if (failure && (config.onFailure !== 'tell' || !finite)) throw failure;
    const learningRate = batch.learningRate![0]!;
    const epoch = Math.floor(step / plan.stepsPerEpoch);
    step++;
    const line = { step, epoch, ...result, learningRate, ...speed };
    writeToRun(folder.path, () => metrics.write(line));
    observer.step(line);
    if (!failure) return;
    console.error(`${failure.code}: ${failure.message}`);
    observer.notice(failure, 'The run goes on.');
  };
  const keep = async () => {
    const variables = await engine.read();
    const failure = checkWeights(variables, step, peak);
    if (failure) throw failure;
    now = { ...start, step, seconds, engines, variables };
    const checkpoint = { ...now, shapes };
    writeToRun(folder.path, () => {
      metrics.sync();
      saveCheckpoint(folder.checkpoints, checkpoint);
    });
    await observer.checkpoint(now);
  };

  try {
    while (step < totalSteps && !stop.aborted) {
      const untilCheckpoint = config.checkpointEvery - (step % config.checkpointEvery);
      const asked = performance.now();
      const count = pace.next(Math.min(totalSteps - step, untilCheckpoint));
      const taken = await takeBatches(batches, count);
      const waited = performance.now() - asked;
      const results = await engine.steps(taken);
      const took = performance.now() - asked;
      pace.took(taken.length, took);
      tally.add(taken.length, took, waited);
      seconds += took / 1000;
      const imagesPerSecond = (1000 * config.batch * taken.length) / took;
      const speed = { imagesPerSecond, waiting: waited / took };
      for (const [i, result] of results.entries()) note(result, taken[i]!, speed);
      progress.update(step, progressText(results.at(-1)!, speed));
      const sound = config.onFailure === 'tell' || !watch.doubtful();
      const due = step % config.checkpointEvery === 0 && sound;
      if (due || step === totalSteps || stop.aborted) await keep();
    }
  } finally {
    progress.stop();
    if (tally.summary()) console.error(tally.summary());
    metrics.close();
  }
  return now;
}

function progressText({ loss, ...others }: Metrics, { imagesPerSecond, waiting }: Speed): string {
  const parts = Object.entries(others).map(([name, value]) => `${name} ${value.toPrecision(3)}`);
  const made = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  const speed = `${imagesPerSecond.toFixed(0)} images/s, ${(100 * waiting).toFixed(1)} % waiting`;
  return `loss ${loss.toFixed(2)}${made} | ${speed}`;
}
