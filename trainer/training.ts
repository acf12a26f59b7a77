import { join } from 'node:path';
import { type Bundle, printable, SelfsameError } from '@selfsame/models';
import type { Arrays } from './arrays.ts';
import { openCache, type PictureCache } from './data/cache.ts';
import { writeManifest } from './data/manifest.ts';
import { measurePixels, type PixelScale } from './data/pixelScale.ts';
import { sumsOf } from './data/sums.ts';
import { TrainingFailure } from './errors.ts';
import { measureDuplicates } from './evaluate/nearDuplicates.ts';
import { evaluateForCard } from './export/evaluateForCard.ts';
import { exportEncoder } from './export/exportEncoder.ts';
import { publishEncoder } from './export/publishEncoder.ts';
import { whiteningPictures } from './export/whitening.ts';
import { loadState } from './init/loadState.ts';
import { createReporter } from './report/reporter.ts';
import { type RunFolder, writeToRun } from './run/folder.ts';
import { lockRun } from './run/lock.ts';
import { runSteps } from './run/loop.ts';
import { inputSize, type Plan, pixelRule, planRun, sourceSize } from './run/plan.ts';
import { notePublication, publishedBefore } from './run/publication.ts';
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

async function publish(
  folder: RunFolder,
  plan: Plan,
  cache: PictureCache,
  scale: PixelScale,
  { step, seconds, engines, origin, variables }: RunState,
): Promise<Bundle> {
  const graph = await exportTrained(folder, plan, cache, variables, scale);
  const { config } = folder;
  const about = { engines, origin, steps: step, seconds };
  const trained = { config, plan, cache, scale, graph, variables, ...about };
  const evaluation = await evaluateForCard(trained);
  const rule = pixelRule(inputSize(config));
  const duplicates = await measureDuplicates(graph, rule, config.data, config.hidden);
  notePublication(folder, graph);
  return publishEncoder(folder.models, { ...trained, evaluation, duplicates });
}

async function exportTrained(
  { config }: RunFolder,
  plan: Plan,
  cache: PictureCache,
  variables: Arrays,
  scale: PixelScale,
): Promise<Uint8Array> {
  const { module } = plan.encoder;
  if (sourceSize(config) === inputSize(config)) {
    return exportEncoder(module, variables, scale, cache);
  }
  // Training crops its views from larger pictures; the encoder will see them whole.
  const seen = await openCache({
    folder: config.data,
    rule: pixelRule(inputSize(config)),
    cacheRoot: config.cache,
    minimum: 1,
    limit: whiteningPictures,
    hidden: config.hidden,
  });
  try {
    return await exportEncoder(module, variables, scale, seen);
  } finally {
    seen.close();
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
