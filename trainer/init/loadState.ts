import type { RunFolder } from '../run/folder.ts';
import type { Plan } from '../run/plan.ts';
import { freshState, type RunState, savedState, saveState } from '../run/state.ts';
import { initialise } from './initialise.ts';
import { readInit } from './readInit.ts';

/**
 * The newest checkpoint of a run, or its beginning.
 * @param dataset digest of the pictures
 * @throws {RunError | CheckpointError | InitError} and what `readInit` throws
 */
export async function loadState(folder: RunFolder, plan: Plan, dataset: string): Promise<RunState> {
  const saved = savedState(folder, dataset);
  if (saved) return saved;
  const fresh = freshState(folder, plan, dataset);
  const { init } = folder.config;
  if (init === undefined) return fresh;
  const state = { ...fresh, ...initialise(await readInit(init), plan, fresh.variables) };
  // Where it came from may change or be deleted; this run does not depend on it any more.
  saveState(folder, plan, state);
  return state;
}
