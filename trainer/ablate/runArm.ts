import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { measurePixels } from '../data/pixelScale.ts';
import { DivergedError } from '../errors.ts';
import { encoderGraph } from '../export/encoderGraph.ts';
import { loadState } from '../init/loadState.ts';
import type { Module } from '../nn/module.ts';
import { createRunFolder, openRunFolder, type RunFolder } from '../run/folder.ts';
import { lockRun } from '../run/lock.ts';
import { isOver, runSteps } from '../run/loop.ts';
import { inputSize, planRun } from '../run/plan.ts';
import { orStopped, stopped } from '../run/stop.ts';
import type { HeldOut } from './heldOut.ts';
import { measureArm } from './measureArm.ts';
import { type Result, readResult, writeResult } from './result.ts';

/**
 * Trains, from the run's newest checkpoint if it has one, measures the encoder's embeddings, not
 * whitened, and keeps the result in place of the checkpoints.
 * @param config with the run's folder
 * @returns undefined if it was stopped before
 * @throws {RunLockedError} if another process is at it
 */
export async function runArm(
  config: Config,
  data: HeldOut,
  stop: AbortSignal,
): Promise<Result | undefined> {
  const path = config.run!;
  mkdirSync(path, { recursive: true });
  const unlock = lockRun(path);
  try {
    // Another process may have finished it since it was looked for.
    const already = readResult(path);
    if (already) return already;
    const begun = existsSync(join(path, 'config.json'));
    const folder = begun ? openRunFolder(path) : createRunFolder(config);
    const result = await trainAndMeasure(folder, data, stop);
    if (!result) return undefined;
    writeResult(folder.path, result);
    rmSync(folder.checkpoints, { recursive: true, force: true });
    return result;
  } finally {
    unlock();
  }
}

async function trainAndMeasure(
  folder: RunFolder,
  { training, labelled }: HeldOut,
  stop: AbortSignal,
): Promise<Result | undefined> {
  const { config } = folder;
  const scale = measurePixels(training);
  const plan = planRun(config, training.count, scale);
  const start = await loadState(folder, plan, training.digest);
  try {
    const end = await runSteps(folder, plan, training, start, stop);
    if (!isOver(folder, plan, end)) return undefined;
    const graphOf = (module: Module) =>
      encoderGraph(module, inputSize(config), end.variables, scale);
    const graphs = { encoder: graphOf(plan.encoder.module), network: graphOf(plan.network) };
    const figures = await orStopped(measureArm(graphs, labelled), stop);
    return figures === stopped ? undefined : { figures, seconds: end.seconds };
  } catch (error) {
    if (error instanceof DivergedError) return { seconds: start.seconds };
    throw error;
  }
}
