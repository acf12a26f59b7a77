import { setTimeout as sleep } from 'node:timers/promises';
import { measureGraphs } from './breadth.ts';
import type { Connections } from './Connections.ts';
import { sweepAll } from './dropped.ts';
import { buildGraphs } from './graphs.ts';
import { lockClass } from './prepare.ts';

/** Between two rounds, in milliseconds. */
const pauseMs = 1000;
/** Rows of counts from which they are folded into few. */
const mostTallies = 1000;

/** What nobody waits for: sweeping, folding, indexing. Every process does what it finds to do. */
export class Housekeeping {
  readonly #connections: Connections;
  readonly #exactLimit: number;
  readonly #onIndex: (message: string) => void;
  readonly #stopping = new AbortController();
  #isDue = true;
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(connections: Connections, exactLimit: number, onIndex: (message: string) => void) {
    this.#connections = connections;
    this.#exactLimit = exactLimit;
    this.#onIndex = onIndex;
    this.#schedule();
  }

  /** To be called after what may leave something to do. */
  wake(): void {
    this.#isDue = true;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#round().finally(() => {
        if (!this.#stopping.signal.aborted) this.#schedule();
      });
    }, pauseMs);
    this.#timer.unref();
  }

  async #round(): Promise<void> {
    if (!this.#isDue || this.#connections.down !== undefined) return;
    this.#isDue = false;
    const { signal } = this.#stopping;
    try {
      await sweepAll(this.#connections, () => signal.aborted);
      await this.#fold();
      for (const work of [buildGraphs, measureGraphs]) {
        const isDone = await work(this.#connections, this.#exactLimit, this.#onIndex, signal);
        this.#isDue ||= !isDone;
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#isDue = true;
      this.#onIndex(`to be tried again: ${(error as Error).message}`);
      await sleep(5 * pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Adds up the differences that counts are kept as. */
  async #fold(): Promise<void> {
    const many = await this.#connections.rows(
      `SELECT 1 FROM tallies OFFSET ${mostTallies} LIMIT 1`,
    );
    if (many.length === 0) return;
    await this.#connections.transaction(async (rows) => {
      const [lock] = await rows.rows<{ mine: boolean }>(
        'SELECT pg_try_advisory_xact_lock($1, 0) AS mine',
        [lockClass],
      );
      if (!lock!.mine) return;
      await rows.rows(
        `WITH folded AS (DELETE FROM tallies RETURNING collection, generation, delta)
         INSERT INTO tallies SELECT collection, generation, sum(delta) FROM folded
           GROUP BY collection, generation HAVING sum(delta) <> 0`,
      );
    });
  }
}
