import { setImmediate as others } from 'node:timers/promises';

let line: Promise<void> = Promise.resolve();

/**
 * Waits for a turn at making a part of a large answer: one is made in each turn of the event loop,
 * however many answers are under way, so that short ones and all else get between.
 */
export function takeTurn(): Promise<void> {
  line = line.then(() => others());
  return line;
}
