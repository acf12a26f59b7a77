import { ThreadStoppedError } from '../../errors/service.ts';

/** Runs what changes the state of activations one after the other: each looks before it awaits. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** @throws {ThreadStoppedError} once it is closed */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      if (this.#closed) throw new ThreadStoppedError('activation', 'the server is stopping');
      return work();
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Resolves once those that have begun are over; no other begins. */
  close(): Promise<unknown> {
    this.#closed = true;
    return this.#last;
  }
}
