export interface Schedule {
  /** Rate at the end of the warm-up. */
  readonly peak: number;
  /** Rate at the last step, as a share of the peak. */
  readonly finalShare: number;
  readonly warmupSteps: number;
  /** As planned. */
  readonly totalSteps: number;
  /** What became of the plan while the run went on, in order. */
  readonly changes?: readonly ScheduleChange[];
}

/** A run that is made shorter, or longer again. */
export interface ScheduleChange {
  /** Steps done by then. */
  readonly at: number;
  /** Steps of the run from then on. */
  readonly total: number;
}

/** Steps of a run, as far as is known. */
export const lastStep = ({ totalSteps, changes = [] }: Schedule): number =>
  changes.at(-1)?.total ?? totalSteps;

/**
 * Linear warm-up, then half a cosine (arXiv 2103.03230, section 2.2). Of a run that was made shorter
 * it follows the share of the run that is done, so that it still ends low.
 * @param step from 0
 */
export function learningRate(step: number, schedule: Schedule) {
  const { peak, finalShare, warmupSteps, totalSteps } = schedule;
  const place = placeInPlan(step, schedule);
  if (place < warmupSteps) return (peak * (place + 1)) / warmupSteps;
  const progress = (place - warmupSteps) / Math.max(1, totalSteps - warmupSteps);
  const cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
  return peak * (finalShare + (1 - finalShare) * cosine);
}

/** Which step of the schedule as it was planned stands at a step: whole as long as nothing changes. */
function placeInPlan(step: number, { totalSteps, changes = [] }: Schedule): number {
  let [place, at, total] = [0, 0, totalSteps];
  const after = (steps: number) => place + (steps - at) * ((totalSteps - place) / (total - at));
  for (const change of changes.filter((one) => one.at <= step)) {
    [place, at, total] = [after(change.at), change.at, change.total];
  }
  return after(step);
}
