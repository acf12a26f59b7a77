import type { PictureCache } from '../data/cache.ts';
import { chooseEngine } from '../engine/choose.ts';
import { createEngine } from '../engine/create.ts';
import type { BatchArrays, Engine } from '../engine/engine.ts';
import type { EngineName } from '../engine/engines.ts';
import { TrainingFailure } from '../errors.ts';
import { lastStep } from '../optim/schedule.ts';
import { createProgress } from '../progress.ts';
import type { Metrics } from '../step.ts';
import { checkWeights } from '../watch/checkWeights.ts';
import { createWatch } from '../watch/watch.ts';
import { type BatchQueue, startBatchQueue, takeBatches } from './batchQueue.ts';
import { batchSpec, withRate } from './batchSpec.ts';
import { type RunFolder, writeToRun } from './folder.ts';
import { holdPictures } from './holdPictures.ts';
import { lossText } from './lossText.ts';
import { openMetrics, type Speed } from './metricsFile.ts';
import { type Observer, unobserved } from './observer.ts';
import { createPace } from './pace.ts';
import type { Plan } from './plan.ts';
import { loweredRate, rollBack } from './rollBack.ts';
import { type RunState, saveState } from './state.ts';
import { orStopped, stopped } from './stop.ts';
import { createTally } from './tally.ts';
import { openTimetable, scheduleOf, type TimeLimit } from './timetable.ts';

/** What is trained, and on what. */
interface Training {
  readonly folder: RunFolder;
  readonly plan: Plan;
  readonly cache: PictureCache;
  readonly engineName: EngineName;
  readonly stop: AbortSignal;
  readonly observer: Observer;
  readonly limit: TimeLimit | undefined;
}

/**
 * Runs the steps that are left, with a checkpoint now and then and after the last one. After a
 * failure it goes on at the last checkpoint, where the config says so.
 * @param stop asks for a checkpoint and an early end
 * @param limit how long it may take: with less time for them, it has fewer steps than were planned
 * @returns where the run can go on
 * @throws {TrainingFailure} what goes wrong, if the run is not to go back and try again
 */
export async function runSteps(
  folder: RunFolder,
  plan: Plan,
  cache: PictureCache,
  start: RunState,
  stop: AbortSignal,
  observer: Observer = unobserved,
  limit?: TimeLimit,
): Promise<RunState> {
  const { engine, threads } = folder.config;
  if (isOver(folder, plan, start)) return start;
  const engineName =
    engine === 'auto' ? await orStopped(chooseEngine(threads, stop, start.engines), stop) : engine;
  if (engineName === stopped) return start;
  const training = { folder, plan, cache, engineName, stop, observer, limit };
  for (let from = start; ; ) {
    try {
      return await attempt(training, from);
    } catch (error) {
      if (!(error instanceof TrainingFailure)) throw error;
      from = rollBack(folder, plan, from, error, observer);
    }
  }
}

/** Whether a run has had all its steps. */
export const isOver = (folder: RunFolder, { schedule }: Plan, { step }: RunState): boolean =>
  step >= lastStep(scheduleOf(folder, schedule));

/** Opens what steps need: batches are made ahead in a thread while the engine starts. */
async function attempt(training: Training, start: RunState): Promise<RunState> {
  const { folder, cache, engineName } = training;
  const { config } = folder;
  const schedule = loweredRate(training.plan.schedule, start.rollBacks);
  const plan = { ...training.plan, schedule };
  const batches = startBatchQueue(batchSpec(config, plan, cache), start.step);
  try {
    const engine = await createEngine(
      engineName,
      config.threads,
      plan.step,
      start.variables,
      config.devices,
    );
    try {
      return await loop({ ...training, plan }, start, batches, engine);
    } finally {
      await engine.close();
    }
  } finally {
    await batches.close();
  }
}

async function loop(
  { folder, plan, cache, engineName, stop, observer, limit }: Training,
  start: RunState,
  batches: BatchQueue,
  engine: Engine,
): Promise<RunState> {
  const { config } = folder;
  const { peak } = plan.schedule;
  const engines = [...new Set([...start.engines, engineName])];
  const metrics = openMetrics(folder.metrics, start.step);
  const { before } = metrics;
  observer.restart(start.step);
  const timetable = openTimetable(folder, plan.schedule, before, limit);
  const total = () => lastStep(timetable.schedule);
  const bar = { label: 'train', total: total(), unit: 'steps', start: start.step };
  const progress = createProgress(bar);
  const pace = createPace(engine.atOnce);
  const tally = createTally(config.batch);
  const watch = createWatch(peak);
  let { step, seconds } = start;
  let kept = start;
  let first: Metrics | undefined = metrics.first;

  try {
    while (step < total() && !stop.aborted) {
      // Batches: of as many steps as the engine gains from, and not past a checkpoint.
      const untilCheckpoint = config.checkpointEvery - (step % config.checkpointEvery);
      const count = pace.next(Math.min(total() - step, untilCheckpoint));
      const asked = performance.now();
      const made = await takeBatches(batches, count);
      const taken = made.map((batch, i) => withRate(batch, step + i, timetable.schedule));
      const waited = performance.now() - asked;

      // Steps: both views through the network, loss, gradients, update.
      const results = await engine.steps(taken);
      const took = performance.now() - asked;
      pace.took(taken.length, took);
      tally.add(taken.length, took, waited);
      seconds += took / 1000;

      // Metrics and guard.
      const imagesPerSecond = (1000 * config.batch * taken.length) / took;
      const speed = { imagesPerSecond, waiting: waited / took };
      for (const [i, result] of results.entries()) note(result, taken[i]!, speed);
      first ??= results[0]!;
      if (step === start.step + taken.length)
        await holdPictures(engine, batches, cache.source, config.batch * (total() - step));
      timetable.look(step);
      progress.update(step, progressText(results.at(-1)!, first, speed), total());

      // Checkpoint and report: of no state that looks wrong, to have a good one to go back to.
      const sound = config.onFailure === 'tell' || !watch.doubtful();
      const due = step % config.checkpointEvery === 0 && sound;
      if (due || step === total() || stop.aborted) kept = await keep();
    }
  } finally {
    progress.stop();
    if (tally.summary()) console.error(tally.summary());
    metrics.close();
  }
  return kept;

  function note(result: Metrics, batch: BatchArrays, speed: Speed): void {
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
  }

  function progressText(metrics: Metrics, first: Metrics, speed: Speed): string {
    const { imagesPerSecond, waiting } = speed;
    const rate = `${imagesPerSecond.toFixed(0)} images/s, ${(100 * waiting).toFixed(1)} % waiting`;
    return `${lossText(metrics, first, config)} | ${rate}`;
  }

  async function keep(): Promise<RunState> {
    const variables = await engine.read();
    const failure = checkWeights(variables, step, peak);
    if (failure) throw failure;
    const state = { ...start, step, seconds, engines, variables };
    writeToRun(folder.path, () => metrics.sync());
    saveState(folder, plan, state);
    await observer.checkpoint(state);
    return state;
  }
}
