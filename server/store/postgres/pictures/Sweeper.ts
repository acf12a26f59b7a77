import { limits } from '../../../limits.ts';
import type { Reached } from '../../pictures/Reached.ts';
import type { Connections } from '../Connections.ts';
import { deleteGone, isSweepDue, sweepOrphans } from './sweepObjects.ts';

/** Between two rounds, in milliseconds. */
const pauseMs = 60_000;

/** Deletes from time to time what is outside the database and no item has. */
export class Sweeper {
  readonly #connections: Connections;
  readonly #place: Reached;
  readonly #onNote: (message: string) => void;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(connections: Connections, place: Reached, onNote: (message: string) => void) {
    this.#connections = connections;
    this.#place = place;
    this.#onNote = onNote;
    this.#timer = setInterval(() => {
      this.#running ??= this.#round().finally(() => {
        this.#running = undefined;
      });
    }, pauseMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #round(): Promise<void> {
    const [rows, place] = [this.#connections, this.#place];
    if (rows.down !== undefined || place.down !== undefined) return;
    try {
      await deleteGone(rows, place, limits.pictureGoneMs);
      if (!(await isSweepDue(rows))) return;
      const deleted = await sweepOrphans(
        rows,
        place,
        limits.pictureOrphanMs,
        () => this.#isStopped,
      );
      if (deleted > 0)
        this.#onNote(`${deleted} pictures that no item has were deleted from ${place.place}`);
    } catch (error) {
      if (!this.#isStopped) this.#onNote(`to be tried again: ${(error as Error).message}`);
    }
  }
}
