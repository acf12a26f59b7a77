import { latestCheckpoint } from '../checkpoint/checkpoint.ts';
import type { TrainingFailure } from '../errors.ts';
import type { Schedule } from '../optim/schedule.ts';
import type { RunFolder } from './folder.ts';
import type { Observer } from './observer.ts';
import type { Plan } from './plan.ts';
import { type RunState, saveState } from './state.ts';

/** Of a run; then it is stopped. */
const mostRollBacks = 3;
/** What each multiplies the learning rate with. */
const factor = 0.1;

/** The schedule of a run that has gone back so many times. */
export function loweredRate(schedule: Schedule, rollBacks = 0): Schedule {
  return { ...schedule, peak: schedule.peak * factor ** rollBacks };
}

/**
 * Where a run that has failed goes on: at its last checkpoint, with a lower learning rate. The
 * checkpoint is written anew, so that a resumed run knows as well.
 * @param from where the failed steps began
 * @throws {TrainingFailure} the failure, if the run is to stop or has gone back too often
 */
export function rollBack(
  folder: RunFolder,
  plan: Plan,
  from: RunState,
  failure: TrainingFailure,
  observer: Observer,
): RunState {
  const { rollBacks = 0 } = from;
  const again = folder.config.onFailure === 'roll-back' && failure.lowerRateHelps;
  if (!again || rollBacks >= mostRollBacks) {
    observer.notice(failure, 'The run was stopped.');
    throw failure;
  }
  const good = latestCheckpoint(folder.checkpoints)?.checkpoint ?? from;
  const next = { ...good, rollBacks: rollBacks + 1 };
  const { peak } = loweredRate(plan.schedule, next.rollBacks);
  const rate = `a learning rate of ${peak.toPrecision(2)} at most`;
  const action = `Going back to step ${next.step}, with ${rate} (${next.rollBacks} of ${mostRollBacks} times).`;
  console.error(`${failure.code}: ${failure.message} ${action}`);
  observer.notice(failure, action);
  saveState(folder, plan, next);
  return next;
}
