import { setImmediate as others } from 'node:timers/promises';
import { TooSlowError } from '../errors/collections.ts';

/** Work in a row, after which whoever else waits has a turn, in milliseconds. */
const sliceMs = 2;

/** How long a request may work, and whether somebody waits for it. */
export interface Patience {
  readonly ms: number;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

/** Whether a slice that begins now is over: to be asked after each step of it. */
export function beginSlice(): () => boolean {
  const end = performance.now() + sliceMs;
  return () => performance.now() >= end;
}

/** The slices to come, of whatever works: one in each turn of the event loop, however many wait. */
let line: Promise<void> = Promise.resolve();

/** A long work of one request, done in slices between which others have their turns. */
export class Slices {
  readonly #patience: Patience;
  readonly #began = performance.now();
  #over = beginSlice();

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** To be awaited after each step. @throws {TooSlowError} once the request's time is over */
  step(): Promise<void> | undefined {
    return this.#over() ? this.#next() : undefined;
  }

  async #next(): Promise<void> {
    const { ms, signal } = this.#patience;
    line = line.then(() => others());
    await line;
    signal.throwIfAborted();
    if (performance.now() - this.#began > ms) throw new TooSlowError(ms);
    this.#over = beginSlice();
  }
}
