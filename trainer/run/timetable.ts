import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from '../files/writeAtomic.ts';
import { lastStep, type Schedule, type ScheduleChange } from '../optim/schedule.ts';
import { type RunFolder, writeToRun } from './folder.ts';

/** In a run's folder: where it was made shorter, or longer again, for want of time. */
const timetableFile = 'timetable.json';

/** Looks at the time in a run, as a share of all of it. */
const interval = 0.02;
/** A change by fewer steps is none, as a share of those that there are. */
const leastChange = 0.05;
/** Looks back over which the pace is measured. */
const looksBack = 5;

/** How long a run may take. */
export interface TimeLimit {
  /** All of it, in milliseconds. */
  readonly whole: number;
  /**
   * When the last step has to be done, on the clock of `performance.now()`.
   * @param perStep milliseconds, by which also what comes after the steps can be told
   */
  readonly deadline: (perStep: number) => number;
}

/** The steps that a run is going to have. */
export interface Timetable {
  readonly schedule: Schedule;
  /** Looks whether the time is enough, and changes the schedule where it is not. */
  look(step: number): void;
}

/** The schedule of a run with all that became of it so far. */
export const scheduleOf = ({ path }: RunFolder, planned: Schedule): Schedule => ({
  ...planned,
  changes: readChanges(path),
});

/**
 * @param before steps that were ever done: after a crash they are done again as they were
 * @param limit without one, nothing changes
 */
export function openTimetable(
  folder: RunFolder,
  planned: Schedule,
  before: number,
  limit: TimeLimit | undefined,
): Timetable {
  let schedule = scheduleOf(folder, planned);
  // The first steps are slower than those after them: until the first look nothing is measured.
  const samples: { readonly step: number; readonly at: number }[] = [];
  let looked = performance.now();
  return {
    get schedule() {
      return schedule;
    },
    look(step) {
      const now = performance.now();
      const { changes = [] } = schedule;
      if (!limit || now - looked < interval * limit.whole) return;
      looked = now;
      const oldest = samples.at(-looksBack) ?? samples[0];
      samples.push({ step, at: now });
      if (oldest === undefined || step <= Math.max(before, changes.at(-1)?.at ?? 0)) return;
      const perStep = (now - oldest.at) / (step - oldest.step);
      const total = stepsInTime(schedule, step, (limit.deadline(perStep) - now) / perStep);
      if (total === lastStep(schedule)) return;
      tell(schedule, total);
      schedule = { ...schedule, changes: [...changes, { at: step, total }] };
      // Before the next step: a run that goes on after a crash has to know.
      writeChanges(folder.path, schedule.changes!);
    },
  };
}

/**
 * How many steps a run is to have.
 * @param step done so far
 * @param fitting steps for which there is time, of which one at least is done
 * @returns no more than were planned; as many as before, where the difference is small
 */
export function stepsInTime(schedule: Schedule, step: number, fitting: number): number {
  const { totalSteps } = schedule;
  const total = Math.min(totalSteps, step + Math.max(1, Math.floor(fitting)));
  const now = lastStep(schedule);
  return Math.abs(total - now) < leastChange * now ? now : total;
}

function tell(schedule: Schedule, total: number): void {
  const isLess = total < lastStep(schedule);
  console.error(
    isLess
      ? `time: steps take longer than there is time for; ${total} of the ${schedule.totalSteps} that were planned are done, and the learning rate falls sooner`
      : `time: steps are faster again; ${total} of the ${schedule.totalSteps} that were planned are done`,
  );
}

function readChanges(path: string): ScheduleChange[] {
  const file = join(path, timetableFile);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ScheduleChange[]) : [];
}

function writeChanges(path: string, changes: readonly ScheduleChange[]): void {
  const text = `${JSON.stringify(changes)}\n`;
  const file = join(path, timetableFile);
  writeToRun(path, () => writeAtomic(file, (fd) => writeFileSync(fd, text)));
}
