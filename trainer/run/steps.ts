import type { PictureCache } from '../data/cache.ts';
import { chooseEngine } from '../engine/choose.ts';
import { TrainingFailure } from '../errors.ts';
import { attempt } from './attempt.ts';
import type { RunFolder } from './folder.ts';
import { type Observer, unobserved } from './observer.ts';
import type { Plan } from './plan.ts';
import { rollBack } from './rollBack.ts';
import type { Start } from './start.ts';
import { orStopped, stopped } from './stop.ts';

/**
 * Runs the steps that are left, with a checkpoint now and then and after the last one.
 * @param stop asks for a checkpoint and an early end
 * @returns where the run can go on
 * @throws {TrainingFailure} what goes wrong, if the run is not to go back and try again
 */
export async function runSteps(
  folder: RunFolder,
  plan: Plan,
  cache: PictureCache,
  start: Start,
  stop: AbortSignal,
  observer: Observer = unobserved,
): Promise<Start> {
  const { config } = folder;
  if (start.step >= plan.schedule.totalSteps) return start;
  const name =
    config.engine === 'auto'
      ? await orStopped(chooseEngine(config.threads, stop, start.engines), stop)
      : config.engine;
  if (name === stopped) return start;
  for (let from = start; ; ) {
    try {
      return await attempt({ folder, plan, cache, engine: name, start: from, stop, observer });
    } catch (error) {
      if (!(error instanceof TrainingFailure)) throw error;
      from = rollBack(folder, plan, from, error, observer);
    }
  }
}
