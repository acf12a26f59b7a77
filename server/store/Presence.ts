import { statSync } from 'node:fs';
import { DataCorruptError } from '../errors/collections.ts';

/** Between two looks, in milliseconds. */
const everyMs = 1000;

/**
 * Notices that a database's file is removed or replaced while it is open: what is written then goes
 * into a file that nobody finds again.
 */
export class Presence {
  readonly #file: string;
  readonly #inode: bigint;
  readonly #timer: NodeJS.Timeout;

  /** @param onGone told once */
  constructor(file: string, onGone: (error: DataCorruptError) => void) {
    this.#file = file;
    this.#inode = statSync(file, { bigint: true }).ino;
    this.#timer = setInterval(() => {
      if (this.#isThere()) return;
      this.stop();
      onGone(
        new DataCorruptError(
          `The database ${file}`,
          'it was removed or replaced while it was served',
        ),
      );
    }, everyMs);
    this.#timer.unref();
  }

  #isThere(): boolean {
    return statSync(this.#file, { bigint: true, throwIfNoEntry: false })?.ino === this.#inode;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
