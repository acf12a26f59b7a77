/** Between two looks, and how long a call is under way before it is looked after, in milliseconds. */
const everyMs = 2000;

/**
 * Looks whether the database still answers while a call is long under way: where the network swallows
 * what is sent, nobody else tells.
 */
export class Pulse<Call> {
  readonly #isThere: () => Promise<void>;
  readonly #onLost: (error: unknown, calls: readonly Call[]) => void;
  readonly #since = new Map<Call, number>();
  readonly #timer: NodeJS.Timeout;
  #looking = false;

  /** @param isThere rejects if the database does not answer in time */
  constructor(
    isThere: () => Promise<void>,
    onLost: (error: unknown, calls: readonly Call[]) => void,
  ) {
    this.#isThere = isThere;
    this.#onLost = onLost;
    this.#timer = setInterval(() => void this.#look(), everyMs);
    this.#timer.unref();
  }

  began(call: Call): void {
    this.#since.set(call, performance.now());
  }

  ended(call: Call): void {
    this.#since.delete(call);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const longest = Math.min(...this.#since.values());
    if (this.#looking || performance.now() - longest < everyMs) return;
    this.#looking = true;
    try {
      await this.#isThere();
    } catch (error) {
      this.#onLost(error, [...this.#since.keys()]);
    } finally {
      this.#looking = false;
    }
  }
}
