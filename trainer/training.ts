import { join } from 'node:path';
import { type Bundle, printable, SelfsameError } from '@selfsame/models';
import type { Config } from './config/schema.ts';
import { openCache, type PictureCache } from './data/cache.ts';
import { writeManifest } from './data/manifest.ts';
import { partOf } from './data/part.ts';
import { measurePixels, type PixelScale } from './data/pixelScale.ts';
import { lookAtFolder } from './data/shown/resolve.ts';
import { sumsOf } from './data/sums.ts';
import { TrainingFailure } from './errors.ts';
import { loadState } from './init/loadState.ts';
import { type Division, holdOut } from './judge/holdOut.ts';
import { lastStep } from './optim/schedule.ts';
import { stepsEnd } from './plan/closing.ts';
import { createReporter, type Reported, type Reporter } from './report/reporter.ts';
import { type RunFolder, writeToRun } from './run/folder.ts';
import { lockRun } from './run/lock.ts';
import { isOver, runSteps } from './run/loop.ts';
import { type Plan, pixelRule, planRun, sourceSize } from './run/plan.ts';
import { publishedBefore } from './run/publication.ts';
import type { RunState } from './run/state.ts';
import { orStopped, stopped } from './run/stop.ts';
import { scheduleOf, type TimeLimit } from './run/timetable.ts';
import { checkPictures } from './watch/checkPictures.ts';

/** What came of a run: a published bundle, or when it was stopped, to go on from there. */
export type Outcome =
  | { readonly bundle: Bundle /** In an earlier process. */; readonly before: boolean }
  | { readonly stopped: string };

/**
 * Trains from the folder's newest checkpoint, or from the start, to the end, and publishes, once.
 * @param stop asks for an early end: with a checkpoint after the step that is running, at once in
 *   decoding and publishing, which leave nothing half done and may go on until the process ends
 * @param began when its time began to count, on the clock of `performance.now()`
 */
export async function train(
  folder: RunFolder,
  stop: AbortSignal,
  began = performance.now(),
): Promise<Outcome> {
  const unlock = lockRun(folder.path);
  try {
    return await trainLocked(folder, stop, began);
  } finally {
    unlock();
  }
}

async function trainLocked(given: RunFolder, stop: AbortSignal, began: number): Promise<Outcome> {
  const before = await publishedBefore(given);
  if (before) return { bundle: before, before: true };
  const { config, notes } = await shownConfig(given);
  const folder = { ...given, config };
  const opened = openCache({
    folder: config.data,
    rule: pixelRule(sourceSize(config), config),
    cacheRoot: config.cache,
    minimum: config.batch,
    hidden: config.hidden,
  });
  const all = await orStopped(opened, stop);
  if (all === stopped) return { stopped: 'while pictures were decoded' };
  reportSkipped(all);
  writeToRun(folder.path, () => writeManifest(join(folder.path, 'manifest.jsonl'), all));
  const division = holdOut(config, all.count);
  const cache = partOf(all, division.trained);
  if (config.onFailure !== 'tell') checkPictures(config.data, cache);
  const scale = measurePixels(cache);
  const plan = planRun(config, cache.count, scale);

  const start = await loadState(folder, plan, cache.digest);
  const heldOut = division.heldOut.map((i) => all.paths[i]!);
  const reported = { notes, heldOut };
  const limit = limitOf(config, division, start, began);
  const { end, reporter } = await runReported(
    ...([folder, plan, scale, cache, start, stop, limit, reported] as const),
  );
  if (!isOver(folder, plan, end)) {
    const total = lastStep(scheduleOf(folder, plan.schedule));
    return { stopped: `after step ${end.step} of ${total}` };
  }
  // Not before: an engine chooses which library of onnxruntime is loaded, and that one stays.
  const { publish } = await import('./publish.ts');
  const { variables, step: steps } = end;
  const run = { folder, plan, cache, scale, variables, steps, heldOut };
  const bundle = await orStopped(publish(run, end, reporter), stop);
  if (bundle === stopped)
    return { stopped: 'after the last step, before the bundle was published' };
  all.close();
  return { bundle, before: false };
}

/** What --minutes leaves for the steps, with those of earlier processes. */
function limitOf(
  config: Config,
  pictures: Division,
  { step, seconds }: RunState,
  began: number,
): TimeLimit | undefined {
  if (config.minutes === undefined) return undefined;
  const whole = 60_000 * config.minutes;
  const from = step === 0 ? began : performance.now() - 1000 * seconds;
  return { whole, deadline: (perStep) => from + stepsEnd(config, pictures, { whole, perStep }) };
}

async function runReported(
  folder: RunFolder,
  plan: Plan,
  scale: PixelScale,
  cache: PictureCache,
  start: RunState,
  stop: AbortSignal,
  limit: TimeLimit | undefined,
  reported: Reported,
): Promise<{ end: RunState; reporter?: Reporter }> {
  // A run that is only published again keeps its report.
  if (isOver(folder, plan, start)) return { end: start };
  const reporter = createReporter(folder, plan, scale, cache, reported);
  try {
    const end = await runSteps(folder, plan, cache, start, stop, reporter, limit);
    await reporter.end(isOver(folder, plan, end) ? 'finished' : 'stopped');
    return { end, reporter };
  } catch (error) {
    const other = error instanceof SelfsameError && !(error instanceof TrainingFailure);
    await reporter.end('failed', other ? error : undefined);
    throw error;
  }
}

/** The settings with a colour in the place of auto, and what there is to say about them. */
async function shownConfig({ config }: RunFolder) {
  const { background, notes } = await lookAtFolder(config, config);
  for (const note of notes) console.error(note);
  return { config: { ...config, background }, notes };
}

const listed = 10;

function reportSkipped(cache: PictureCache): void {
  const { skipped, count } = cache;
  console.error(sumsOf(cache));
  if (skipped.length === 0) return;
  console.error(`skipped ${skipped.length} of ${count + skipped.length} files:`);
  for (const { path, reason } of skipped.slice(0, listed))
    console.error(`  ${printable(path)}: ${printable(reason)}`);
  if (skipped.length > listed) console.error(`  and ${skipped.length - listed} more`);
}
