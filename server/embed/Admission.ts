import { QueueFullError } from '../errors/QueueFullError.ts';

/** Bounds the pictures that are here and not yet embedded, whoever sent them. */
export class Admission {
  readonly #most: number;
  #admitted = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get admitted(): number {
    return this.#admitted;
  }

  /**
   * Lets `count` pictures in until the function that is returned is called.
   * @throws {QueueFullError} before any work is done on them
   */
  admit(count: number): () => void {
    if (this.#admitted + count > this.#most) throw new QueueFullError('pictures', this.#most);
    this.#admitted += count;
    return () => {
      this.#admitted -= count;
    };
  }
}
