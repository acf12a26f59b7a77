import type { Bundle } from '@selfsame/models';
import { latestCheckpoint, saveCheckpoint } from '../checkpoint/checkpoint.ts';
import { openCache, type PictureCache } from '../data/cache.ts';
import { createEngine } from '../engine/create.ts';
import type { Arrays } from '../engine/engine.ts';
import { evaluateForCard } from '../export/evaluateForCard.ts';
import { exportEncoder } from '../export/exportEncoder.ts';
import { publishEncoder } from '../export/publishEncoder.ts';
import { whiteningPictures } from '../export/whitening.ts';
import { createProgress } from '../progress.ts';
import type { Metrics } from '../step.ts';
import { createBatches } from './batches.ts';
import { DivergedError } from './DivergedError.ts';
import type { RunFolder } from './folder.ts';
import { openMetrics } from './metricsFile.ts';
import { measurePixels, type PixelScale } from './pixelScale.ts';
import { type Plan, pixelRule, planRun, sourceSize } from './plan.ts';
import { RunError } from './RunError.ts';
import { initialVariables } from './variables.ts';

/** What came of a run: a published bundle, or a checkpoint to go on from. */
export type Outcome = { readonly bundle: Bundle } | { readonly stoppedAt: number };

/**
 * Trains from the folder's newest checkpoint, or from the start, to the end, and publishes.
 * @param stop asks for a checkpoint and an early end
 */
export async function train(folder: RunFolder, stop: AbortSignal): Promise<Outcome> {
  const { config } = folder;
  const cache = await openCache({
    folder: config.data,
    rule: pixelRule(sourceSize(config)),
    cacheRoot: config.cache,
    minimum: config.batch,
  });
  reportSkipped(cache);
  const scale = measurePixels(cache);
  const plan = planRun(config, cache.count, scale);
  const { totalSteps } = plan.schedule;

  const checkpoint = latestCheckpoint(folder.checkpoints);
  if (checkpoint && checkpoint.dataset !== cache.digest) {
    const remedy = 'Put the pictures back as they were, or start a new run.';
    throw new RunError(folder.path, 'was trained on other pictures', remedy);
  }
  let variables =
    checkpoint?.variables ?? initialVariables(plan.network, plan.optimizer, config.seed);
  const start = checkpoint?.step ?? 0;
  const engine = await createEngine(config, plan.step, variables);
  const batchOf = createBatches(config, plan, cache);
  const metrics = await openMetrics(folder.metrics, start);
  const progress = createProgress({ label: 'train', total: totalSteps, unit: 'steps', start });
  const began = performance.now();
  const seconds = () => (checkpoint?.seconds ?? 0) + (performance.now() - began) / 1000;

  let step = start;
  try {
    while (step < totalSteps && !stop.aborted) {
      const stepBegan = performance.now();
      const batch = batchOf(step);
      const result = await engine.step(batch);
      const rate = batch.learningRate![0]!;
      if (!Number.isFinite(result.loss))
        throw new DivergedError(step + 1, result.loss, config.learningRate);
      const imagesPerSecond = (1000 * config.batch) / (performance.now() - stepBegan);
      const epoch = Math.floor(step / plan.stepsPerEpoch);
      step++;
      metrics.write({ step, epoch, ...result, learningRate: rate, imagesPerSecond });
      progress.update(step, progressText(result, imagesPerSecond));
      if (step % config.checkpointEvery === 0 || step === totalSteps || stop.aborted) {
        variables = await engine.read();
        const dataset = cache.digest;
        await saveCheckpoint(folder.checkpoints, { step, seconds: seconds(), dataset, variables });
      }
    }
  } finally {
    progress.stop();
    metrics.close();
    await engine.close();
  }
  if (step < totalSteps) return { stoppedAt: step };
  const graph = await exportTrained(folder, plan, cache, variables, scale);
  const trained = { config, plan, cache, scale, graph, steps: step, seconds: seconds() };
  const bundle = await publishEncoder(folder.models, {
    ...trained,
    evaluation: await evaluateForCard(trained),
  });
  cache.close();
  return { bundle };
}

async function exportTrained(
  { config }: RunFolder,
  plan: Plan,
  cache: PictureCache,
  variables: Arrays,
  scale: PixelScale,
): Promise<Uint8Array> {
  const { module } = plan.encoder;
  if (sourceSize(config) === config.size) {
    return exportEncoder(module, variables, scale, cache);
  }
  // Training crops its views from larger pictures; the encoder will see them whole.
  const seen = await openCache({
    folder: config.data,
    rule: pixelRule(config.size),
    cacheRoot: config.cache,
    minimum: 1,
    limit: whiteningPictures,
  });
  try {
    return await exportEncoder(module, variables, scale, seen);
  } finally {
    seen.close();
  }
}

function progressText({ loss, onDiagonal, offDiagonal }: Metrics, imagesPerSecond: number): string {
  const parts = `${onDiagonal.toFixed(1)} on, ${offDiagonal.toFixed(1)} off the diagonal`;
  return `loss ${loss.toFixed(2)} (${parts}) | ${imagesPerSecond.toFixed(0)} images/s`;
}

const listed = 10;

function reportSkipped({ skipped, count }: PictureCache): void {
  if (skipped.length === 0) return;
  console.error(`skipped ${skipped.length} of ${count + skipped.length} files:`);
  for (const { path, reason } of skipped.slice(0, listed)) console.error(`  ${path}: ${reason}`);
  if (skipped.length > listed) console.error(`  and ${skipped.length - listed} more`);
}
