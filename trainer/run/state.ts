import { type Checkpoint, latestCheckpoint, saveCheckpoint } from '../checkpoint/checkpoint.ts';
import { RunError } from '../errors.ts';
import { initialVariables } from '../step/initialVariables.ts';
import { variableShapes } from '../step.ts';
import { type RunFolder, writeToRun } from './folder.ts';
import { initialise } from './init.ts';
import type { Plan } from './plan.ts';

/** What a run has come to at a step: all that it needs to go on from there. */
export type RunState = Omit<Checkpoint, 'shapes'>;

/** Writes a checkpoint. @throws {RunError} */
export function saveState({ path, checkpoints }: RunFolder, plan: Plan, state: RunState): void {
  const checkpoint = { ...state, shapes: variableShapes(plan.step) };
  writeToRun(path, () => saveCheckpoint(checkpoints, checkpoint));
}

/**
 * The newest checkpoint of a run, or its beginning.
 * @param dataset digest of the pictures
 * @throws {RunError | CheckpointError | InitError}
 */
export function loadState(folder: RunFolder, plan: Plan, dataset: string): RunState {
  const { config } = folder;
  const checkpoint = latestCheckpoint(folder.checkpoints)?.checkpoint;
  if (checkpoint && checkpoint.dataset !== dataset) {
    const remedy = 'Put the pictures back as they were, or start a new run.';
    throw new RunError(folder.path, 'was trained on other pictures', remedy);
  }
  if (checkpoint) return checkpoint;
  const fresh = initialVariables(
    plan.network,
    plan.optimizer,
    config.seed,
    plan.step.mixedPrecision,
  );
  const beginning = { step: 0, seconds: 0, engines: [], dataset };
  if (config.init === undefined) return { ...beginning, variables: fresh };
  const state = { ...beginning, ...initialise(config.init, plan, fresh) };
  // The run that it came from may go on or be deleted; this one does not depend on it any more.
  saveState(folder, plan, state);
  return state;
}
