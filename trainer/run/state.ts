import { type Checkpoint, latestCheckpoint, saveCheckpoint } from '../checkpoint/checkpoint.ts';
import { RunError } from '../errors.ts';
import { initialVariables } from '../step/initialVariables.ts';
import { variableShapes } from '../step.ts';
import { type RunFolder, writeToRun } from './folder.ts';
import type { Plan } from './plan.ts';

/** What a run has come to at a step: all that it needs to go on from there. */
export type RunState = Omit<Checkpoint, 'shapes'>;

/** Writes a checkpoint. @throws {RunError} */
export function saveState({ path, checkpoints }: RunFolder, plan: Plan, state: RunState): void {
  const checkpoint = { ...state, shapes: variableShapes(plan.step) };
  writeToRun(path, () => saveCheckpoint(checkpoints, checkpoint));
}

/**
 * The newest checkpoint of a run; undefined before the first.
 * @param dataset digest of the pictures
 * @throws {RunError | CheckpointError}
 */
export function savedState(folder: RunFolder, dataset: string): RunState | undefined {
  const checkpoint = latestCheckpoint(folder.checkpoints)?.checkpoint;
  if (checkpoint && checkpoint.dataset !== dataset) {
    const remedy = 'Put the pictures back as they were, or start a new run.';
    throw new RunError(folder.path, 'was trained on other pictures', remedy);
  }
  return checkpoint;
}

/** A run before its first step, with weights by its seed. @param dataset digest of the pictures */
export function freshState({ config }: RunFolder, plan: Plan, dataset: string): RunState {
  const { network, optimizer, step } = plan;
  const variables = initialVariables(network, optimizer, config.seed, step.mixedPrecision);
  return { step: 0, seconds: 0, engines: [], dataset, variables };
}
