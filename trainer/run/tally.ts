/** Adds up what a run's steps took. */
export interface Tally {
  /** @param took milliseconds of some steps, of which @param waited were spent waiting for pictures */
  add(steps: number, took: number, waited: number): void;
  /** For people; empty before the first step. */
  summary(): string;
}

/** @param batch pictures per step */
export function createTally(batch: number): Tally {
  let [steps, took, waited] = [0, 0, 0];
  return {
    add(count, time, idle) {
      steps += count;
      took += time;
      waited += idle;
    },
    summary() {
      if (steps === 0) return '';
      const rate = ((1000 * batch * steps) / took).toFixed(0);
      const idle = ((100 * waited) / took).toFixed(1);
      const memory = (process.resourceUsage().maxRSS / 1024).toFixed(0);
      return `${steps} steps: ${rate} images/s, ${idle} % of the time waiting for pictures, ${memory} MiB of memory at most`;
    },
  };
}
