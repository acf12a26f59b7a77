import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '../../limits.ts';
import { tables } from './integrity.ts';
import type { RowRange } from './sealRows.ts';
import { type Problem, type Walked, type WalkPlace, walkStart } from './walkRows.ts';

/** Before the first look, so that a start is not slowed down by it, in milliseconds. */
const firstMs = 1000;
/** Pauses after pieces, in times of what the piece took: a tenth of one core for reading at most. */
const pauses = { reading: 9, writing: 2 };

export interface GuardParts {
  /** Looks through a table's structure; without one, at what tables have to do with each other. */
  readonly integrity: (table: string | null) => Promise<readonly string[]>;
  readonly walk: (place: WalkPlace) => Promise<Walked>;
  readonly seal: (range: RowRange) => Promise<void>;
  /** Told of each problem that is found. */
  readonly report: (problem: Problem) => void;
  /** Told of a round that could not be finished. */
  readonly note: (text: string) => void;
}

/**
 * Looks through everything that is stored while the store is in use, in pieces with long pauses,
 * soon after the start and once a day, and gives rows of earlier versions their checksums.
 */
export class Guard {
  readonly #parts: GuardParts;
  readonly #stopped = new AbortController();
  readonly #running: Promise<void>;

  constructor(parts: GuardParts) {
    this.#parts = parts;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    for (let wait = firstMs; !signal.aborted; wait = limits.guardMs) {
      try {
        await sleep(wait, undefined, { signal, ref: false });
        await this.#round();
      } catch (error) {
        if (!signal.aborted)
          this.#parts.note(`looking through the data failed: ${(error as Error).message}`);
      }
    }
  }

  async #round(): Promise<void> {
    const { integrity, walk, seal, report } = this.#parts;
    for (const table of [...tables, null]) {
      const problems = await this.#gently(() => integrity(table));
      for (const reason of problems) report({ what: 'The database', reason });
    }
    for (let place: WalkPlace | null = walkStart; place !== null; ) {
      const { table, after }: WalkPlace = place;
      const walked: Walked = await this.#gently(() => walk({ table, after }));
      for (const problem of walked.problems) report(problem);
      if (walked.unsealed) {
        const range = { table, after, upTo: walked.upTo };
        await this.#gently(() => seal(range), pauses.writing);
      }
      place = walked.next;
    }
  }

  async #gently<T>(piece: () => Promise<T>, pause = pauses.reading): Promise<T> {
    const began = performance.now();
    const done = await piece();
    const ms = (performance.now() - began) * pause;
    await sleep(ms, undefined, { signal: this.#stopped.signal, ref: false });
    return done;
  }
}
