import { saveCheckpoint } from '../checkpoint/checkpoint.ts';
import type { PictureCache } from '../data/cache.ts';
import { chooseEngine } from '../engine/choose.ts';
import { createEngine } from '../engine/create.ts';
import { createProgress } from '../progress.ts';
import { type Metrics, variableShapes } from '../step.ts';
import { batchSpec } from './batches.ts';
import { startBatchQueue, takeBatches } from './batchQueue.ts';
import { DivergedError } from './DivergedError.ts';
import { type RunFolder, writeToRun } from './folder.ts';
import { openMetrics, type Speed } from './metricsFile.ts';
import { createPace } from './pace.ts';
import type { Plan } from './plan.ts';
import type { Start } from './start.ts';
import { orStopped, stopped } from './stop.ts';
import { createTally } from './tally.ts';

/**
 * Runs the steps that are left, with a checkpoint now and then and after the last one.
 * @param stop asks for a checkpoint and an early end
 * @returns where the run can go on
 */
export async function runSteps(
  folder: RunFolder,
  plan: Plan,
  cache: PictureCache,
  start: Start,
  stop: AbortSignal,
): Promise<Start> {
  const { config } = folder;
  const { totalSteps } = plan.schedule;
  if (start.step >= totalSteps) return start;
  const name =
    config.engine === 'auto'
      ? await orStopped(chooseEngine(config.threads, stop, start.engines), stop)
      : config.engine;
  if (name === stopped) return start;
  const engines = [...new Set([...start.engines, name])];
  // Started before the engine, which takes longer to make than the first batches.
  const batches = startBatchQueue(batchSpec(config, plan, cache), start.step);
  try {
    const engine = await createEngine(name, config.threads, plan.step, start.variables);
    const metrics = openMetrics(folder.metrics, start.step);
    const progress = createProgress({
      ...{ label: 'train', total: totalSteps, unit: 'steps', start: start.step },
    });
    const shapes = variableShapes(plan.step);
    const pace = createPace(engine.atOnce);
    const tally = createTally(config.batch);
    const began = performance.now();

    let now: Start = start;
    let { step } = start;
    try {
      while (step < totalSteps && !stop.aborted) {
        const untilCheckpoint = config.checkpointEvery - (step % config.checkpointEvery);
        const asked = performance.now();
        const taken = await takeBatches(
          batches,
          pace.next(Math.min(totalSteps - step, untilCheckpoint)),
        );
        const waited = performance.now() - asked;
        const results = await engine.steps(taken);
        const took = performance.now() - asked;
        pace.took(taken.length, took);
        tally.add(taken.length, took, waited);
        const imagesPerSecond = (1000 * config.batch * taken.length) / took;
        const speed = { imagesPerSecond, waiting: waited / took };
        for (const [i, result] of results.entries()) {
          if (!Number.isFinite(result.loss))
            throw new DivergedError(step + 1, result.loss, config.learningRate);
          const learningRate = taken[i]!.learningRate![0]!;
          const epoch = Math.floor(step / plan.stepsPerEpoch);
          step++;
          const line = { step, epoch, ...result, learningRate, ...speed };
          writeToRun(folder.path, () => metrics.write(line));
        }
        progress.update(step, progressText(results.at(-1)!, speed));
        if (step % config.checkpointEvery === 0 || step === totalSteps || stop.aborted) {
          const seconds = start.seconds + (performance.now() - began) / 1000;
          now = { ...start, step, seconds, engines, variables: await engine.read() };
          const checkpoint = { ...now, shapes };
          writeToRun(folder.path, () => {
            metrics.sync();
            saveCheckpoint(folder.checkpoints, checkpoint);
          });
        }
      }
    } finally {
      progress.stop();
      if (tally.summary()) console.error(tally.summary());
      metrics.close();
      await engine.close();
    }
    return now;
  } finally {
    await batches.close();
  }
}

function progressText({ loss, ...others }: Metrics, { imagesPerSecond, waiting }: Speed): string {
  const parts = Object.entries(others).map(([name, value]) => `${name} ${value.toPrecision(3)}`);
  const made = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  const speed = `${imagesPerSecond.toFixed(0)} images/s, ${(100 * waiting).toFixed(1)} % waiting`;
  return `loss ${loss.toFixed(2)}${made} | ${speed}`;
}
