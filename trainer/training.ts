import { join } from 'node:path';
import { type Bundle, printable, SelfsameError } from '@selfsame/models';
import { openCache, type PictureCache } from './data/cache.ts';
import { writeManifest } from './data/manifest.ts';
import { measurePixels, type PixelScale } from './data/pixelScale.ts';
import { sumsOf } from './data/sums.ts';
import { TrainingFailure } from './errors.ts';
import { loadState } from './init/loadState.ts';
import { createReporter } from './report/reporter.ts';
import { type RunFolder, writeToRun } from './run/folder.ts';
import { lockRun } from './run/lock.ts';
import { runSteps } from './run/loop.ts';
import { type Plan, pixelRule, planRun, sourceSize } from './run/plan.ts';
import { publishedBefore } from './run/publication.ts';
import type { RunState } from './run/state.ts';
import { orStopped, stopped } from './run/stop.ts';
import { checkPictures } from './watch/checkPictures.ts';

/** What came of a run: a published bundle, or when it was stopped, to go on from there. */
export type Outcome =
  | { readonly bundle: Bundle /** In an earlier process. */; readonly before: boolean }
  | { readonly stopped: string };

/**
 * Trains from the folder's newest checkpoint, or from the start, to the end, and publishes, once.
 * @param stop asks for an early end: with a checkpoint after the step that is running, at once in
 *   decoding and publishing, which leave nothing half done and may go on until the process ends
 */
export async function train(folder: RunFolder, stop: AbortSignal): Promise<Outcome> {
  const unlock = lockRun(folder.path);
  try {
    return await trainLocked(folder, stop);
  } finally {
    unlock();
  }
}

async function trainLocked(folder: RunFolder, stop: AbortSignal): Promise<Outcome> {
  const before = await publishedBefore(folder);
  if (before) return { bundle: before, before: true };
  const { config } = folder;
  const opened = openCache({
    folder: config.data,
    rule: pixelRule(sourceSize(config)),
    cacheRoot: config.cache,
    minimum: config.batch,
    hidden: config.hidden,
  });
  const cache = await orStopped(opened, stop);
  if (cache === stopped) return { stopped: 'while pictures were decoded' };
  reportSkipped(cache);
  writeToRun(folder.path, () => writeManifest(join(folder.path, 'manifest.jsonl'), cache));
  if (config.onFailure !== 'tell') checkPictures(config.data, cache);
  const scale = measurePixels(cache);
  const plan = planRun(config, cache.count, scale);
  const { totalSteps } = plan.schedule;

  const start = await loadState(folder, plan, cache.digest);
  const end = await runReported(folder, plan, scale, cache, start, stop);
  if (end.step < totalSteps) return { stopped: `after step ${end.step} of ${totalSteps}` };
  // Not before: an engine chooses which library of onnxruntime is loaded, and that one stays.
  const { publish } = await import('./publish.ts');
  const bundle = await orStopped(publish(folder, plan, cache, scale, end), stop);
  if (bundle === stopped)
    return { stopped: 'after the last step, before the bundle was published' };
  cache.close();
  return { bundle, before: false };
}

async function runReported(
  folder: RunFolder,
  plan: Plan,
  scale: PixelScale,
  cache: PictureCache,
  start: RunState,
  stop: AbortSignal,
): Promise<RunState> {
  // A run that is only published again keeps its report.
  if (start.step >= plan.schedule.totalSteps) return start;
  const reporter = createReporter(folder, plan, scale, cache);
  try {
    const end = await runSteps(folder, plan, cache, start, stop, reporter);
    await reporter.end(end.step < plan.schedule.totalSteps ? 'stopped' : 'finished');
    return end;
  } catch (error) {
    const other = error instanceof SelfsameError && !(error instanceof TrainingFailure);
    await reporter.end('failed', other ? error : undefined);
    throw error;
  }
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
