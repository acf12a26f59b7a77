import { QueueFullError } from '../errors/service.ts';

/** How many times what is left free a client may hold: alone it leaves an eighth to others. */
const timesFree = 7;

/** Bounds the pictures that are here and not yet embedded, of each client and of all. */
export class Admission {
  readonly #most: number;
  readonly #what: string;
  readonly #held = new Map<string, number>();
  #admitted = 0;

  /** @param what they are, as people are told of too many */
  constructor(most: number, what = 'pictures') {
    this.#most = most;
    this.#what = what;
  }

  get admitted(): number {
    return this.#admitted;
  }

  /** Whether any client but this one has pictures here. */
  isBusyBeside(client: string): boolean {
    return this.#admitted > (this.#held.get(client) ?? 0);
  }

  /**
   * Lets `count` pictures of a client in until the function that is returned is called. Who has
   * none here may bring as many as there is room for; who has some, no more than leaves room for
   * others (dynamic thresholds: Choudhury and Hahne, 1998).
   * @throws {QueueFullError} before any work is done on them
   */
  admit(count: number, client: string): () => void {
    const held = this.#held.get(client) ?? 0;
    const free = this.#most - this.#admitted - count;
    if (free < 0 || (held > 0 && held + count > timesFree * free))
      throw new QueueFullError(this.#what, this.#most);
    this.#hold(client, count);
    return () => this.#hold(client, -count);
  }

  #hold(client: string, count: number): void {
    this.#admitted += count;
    const held = (this.#held.get(client) ?? 0) + count;
    if (held === 0) this.#held.delete(client);
    else this.#held.set(client, held);
  }
}
