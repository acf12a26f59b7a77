import { soon } from './soon.ts';

/** How long the caller waits for an answer before it sleeps, in milliseconds. */
const lingerMs = 0.3;
/** Lone calls that have to be answered so soon, one after the other, before the next is waited for. */
const leastQuick = 8;

/** Waits a moment after a call for its answer. */
export interface Linger {
  /** A call was posted, when `answers` had been posted so far. */
  called(answers: number): void;
  /** An answer has arrived. */
  answered(): void;
}

/**
 * The caller's half of looking out: where one call at a time is made and answered within a fraction
 * of a millisecond, the next answer is waited for, because waking from sleep takes longer than that
 * wait has left. In one turn of the event loop only once, and after waiting in vain not until
 * answers have been quick again.
 * @param posted how many answers have been posted, in memory that both sides see
 */
export function createLinger(posted: () => number): Linger {
  let underWay = 0;
  let since = Number.NaN;
  let quick = 0;
  let lingered = false;

  function wait(answers: number): void {
    lingered = true;
    setImmediate(() => {
      lingered = false;
    });
    if (!soon(() => posted() !== answers, lingerMs)) quick = 0;
  }

  return {
    called(answers) {
      const alone = underWay++ === 0;
      since = alone ? performance.now() : Number.NaN;
      if (alone && quick >= leastQuick && !lingered) wait(answers);
    },
    answered() {
      underWay--;
      // Not those that others were under way beside: NaN compares as false.
      quick = performance.now() - since < lingerMs ? quick + 1 : 0;
    },
  };
}
