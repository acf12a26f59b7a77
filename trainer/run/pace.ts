/** Between two looks at Ctrl-C, and at the progress bar, in milliseconds. */
const longest = 5000;

/** How many steps to ask an engine for at a time. */
export interface Pace {
  /** @param left steps before something else is due, such as a checkpoint */
  next(left: number): number;
  /** How long the last steps took, in milliseconds. */
  took(steps: number, time: number): void;
}

/** @param atOnce steps that the engine gains from doing at a time */
export function createPace(atOnce: number): Pace {
  let fits = 1;
  return {
    next: (left) => Math.min(fits, left),
    took(steps, time) {
      fits = Math.max(1, Math.min(atOnce, Math.floor((longest * steps) / time)));
    },
  };
}
