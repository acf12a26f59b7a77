import type { TrainingFailure } from '../errors.ts';
import type { MetricsLine } from './metricsFile.ts';
import type { RunState } from './state.ts';

/** Follows a run, for a report. */
export interface Observer {
  step(line: MetricsLine): void;
  /** Some steps are done anew, or by a new process. @param done steps that stay */
  restart(done: number): void;
  /** Something was noticed. @param action what is done about it, as a sentence */
  notice(failure: TrainingFailure, action: string): void;
  /** A checkpoint has been written. */
  checkpoint(state: RunState): Promise<void>;
}

export const unobserved: Observer = {
  step() {},
  restart() {},
  notice() {},
  async checkpoint() {},
};
