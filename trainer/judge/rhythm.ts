/** Of the time of a run, what measuring it as it goes may take, and how often it is done at most. */
const [share, most] = [0.04, 10];

/** When to measure a run as it goes: evenly over its steps, and no more often than time allows. */
export interface Rhythm {
  /** Whether enough steps were done since the last time, whatever it takes. */
  mayBeDue(step: number): boolean;
  /** @param seconds that training took so far; @param cost what a measurement takes, in seconds */
  isDue(step: number, seconds: number, cost: number): boolean;
  /** @param seconds that measuring took; @param step of what was measured */
  took(seconds: number, step: number): void;
}

export function createRhythm(totalSteps: number): Rhythm {
  let [spent, last] = [0, 0];
  return {
    // The last step is measured by itself.
    mayBeDue: (step) => step < totalSteps && step - last >= totalSteps / (most + 1),
    isDue(step, seconds, cost) {
      const allowed = share * (seconds / step) * totalSteps - spent;
      const times = Math.floor(allowed / cost);
      return times >= 1 && step - last >= (totalSteps - last) / (times + 1);
    },
    took(seconds, step) {
      spent += seconds;
      last = step;
    },
  };
}
