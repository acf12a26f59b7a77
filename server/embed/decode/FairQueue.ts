/** What waits in a queue, and what it costs to be worked on. */
export interface Waiting {
  readonly cost: number;
  readonly signal: AbortSignal;
}

interface Queue<T extends Waiting> {
  readonly size: number;
  add(one: T): void;
  take(fits: (one: T) => boolean): T | undefined;
}

/** Whose something is, and the share of them beside others'. */
type OwnerOf<T> = (one: T) => { readonly key: unknown; readonly weight: number };

interface Flow<T extends Waiting> {
  readonly queue: Queue<T>;
  /** Cost of what was taken of it, by its weight: who has least is next. */
  time: number;
}

/**
 * Shares out what is taken by its cost: each owner gets as much as the others that wait, whatever
 * each of them brings (start-time fair queueing: Goyal, Vin and Cheng, 1997). Of one owner's the
 * next level of owners has equal shares, and below the last one it is first come, first served.
 */
export class FairQueue<T extends Waiting> implements Queue<T> {
  readonly #ownerOf: OwnerOf<T>;
  readonly #within: readonly OwnerOf<T>[];
  readonly #flows = new Map<unknown, Flow<T>>();
  /** The time of what was taken last: who comes back begins no earlier. */
  #now = 0;

  constructor(ownerOf: OwnerOf<T>, ...within: readonly OwnerOf<T>[]) {
    this.#ownerOf = ownerOf;
    this.#within = within;
  }

  get size(): number {
    return this.#flows.values().reduce((sum, { queue }) => sum + queue.size, 0);
  }

  add(one: T): void {
    const { key } = this.#ownerOf(one);
    let flow = this.#flows.get(key);
    if (flow === undefined) {
      flow = { queue: this.#queue(), time: this.#now };
      this.#flows.set(key, flow);
    }
    flow.queue.add(one);
  }

  /** The next of those that fit; what nobody waits for any more is dropped on the way. */
  take(fits: (one: T) => boolean): T | undefined {
    for (const flow of [...this.#flows.values()].sort((a, b) => a.time - b.time)) {
      const one = flow.queue.take(fits);
      if (one === undefined) continue;
      this.#now = Math.max(this.#now, flow.time);
      flow.time = Math.max(flow.time, this.#now) + one.cost / this.#ownerOf(one).weight;
      this.#forget();
      return one;
    }
    this.#forget();
    return undefined;
  }

  /** Those with nothing waiting, once they would begin as late as anybody new. */
  #forget(): void {
    const idle = this.size === 0;
    for (const [key, { queue, time }] of this.#flows) {
      if (queue.size === 0 && (idle || time <= this.#now)) this.#flows.delete(key);
    }
  }

  #queue(): Queue<T> {
    const [next, ...rest] = this.#within;
    return next === undefined ? new Fifo() : new FairQueue(next, ...rest);
  }
}

class Fifo<T extends Waiting> implements Queue<T> {
  #waiting: T[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  add(one: T): void {
    this.#waiting.push(one);
  }

  take(fits: (one: T) => boolean): T | undefined {
    this.#waiting = this.#waiting.filter(({ signal }) => !signal.aborted);
    const place = this.#waiting.findIndex(fits);
    return place < 0 ? undefined : this.#waiting.splice(place, 1)[0];
  }
}
