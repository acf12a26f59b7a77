import { PicturesUnavailableError, StorageFullError } from '../../errors/collections.ts';
import { reasonOf } from '../../errors/reason.ts';
import { QueueFullError } from '../../errors/service.ts';
import { limits } from '../../limits.ts';
import { markerKey, type ObjectPage, type Pictures } from './Pictures.ts';
import { within } from './within.ts';

/** Between two looks whether a place that was lost is there again, in milliseconds. */
const probeMs = 500;

/**
 * A place for pictures as the rest works with it: a bounded number of calls at a time, each of bounded
 * time. Once it cannot be reached, calls fail at once, until a look from time to time finds it again.
 */
export class Reached {
  readonly #inner: Pictures;
  readonly #ms: number;
  readonly #waiting: PromiseWithResolvers<void>[] = [];
  #free: number;
  #down: string | undefined;
  #isLooking = false;
  #isClosed = false;

  /** @param calls at a time @param ms that one may take */
  constructor(inner: Pictures, calls: number, ms: number = limits.picturesMs) {
    this.#inner = inner;
    this.#free = calls;
    this.#ms = ms;
  }

  get place(): string {
    return this.#inner.place;
  }

  /** Why it cannot be reached; undefined while it can. */
  get down(): PicturesUnavailableError | undefined {
    return this.#down === undefined
      ? undefined
      : new PicturesUnavailableError(this.place, this.#down);
  }

  /** The same, and has it looked at in case that nobody else does: the next who asks is told. */
  look(): PicturesUnavailableError | undefined {
    if (!this.#isLooking) {
      this.#isLooking = true;
      const looking = this.get(markerKey).catch(() => {});
      void looking.finally(() => {
        this.#isLooking = false;
      });
    }
    return this.down;
  }

  put(key: string, bytes: Uint8Array): Promise<void> {
    // A large one may take longer: a second for each megabyte.
    const ms = this.#ms + bytes.length / 1000;
    return this.#call((signal) => this.#inner.put(key, bytes, signal), ms);
  }
  get(key: string): Promise<Uint8Array | null> {
    return this.#call((signal) => this.#inner.get(key, signal));
  }
  read(key: string, from: number, length: number): Promise<Uint8Array | null> {
    return this.#call((signal) => this.#inner.read(key, from, length, signal));
  }
  copy(from: string, to: string): Promise<boolean> {
    return this.#call((signal) => this.#inner.copy(from, to, signal));
  }
  delete(keys: readonly string[]): Promise<void> {
    return this.#call((signal) => this.#inner.delete(keys, signal));
  }
  list(after: string | null): Promise<ObjectPage> {
    return this.#call((signal) => this.#inner.list(after, signal));
  }

  close(): void {
    this.#isClosed = true;
    this.#inner.close();
  }

  async #call<T>(work: (signal: AbortSignal) => Promise<T>, ms = this.#ms): Promise<T> {
    await this.#turn();
    const ending = new AbortController();
    const running = work(ending.signal).finally(() => this.#next());
    try {
      return await within(running, ms, ending);
    } catch (error) {
      if (StorageFullError.is(error)) throw error;
      this.#lose(error);
      throw new PicturesUnavailableError(this.place, reasonOf(error), { cause: error });
    }
  }

  async #turn(): Promise<void> {
    if (this.down !== undefined) throw this.down;
    if (this.#free > 0) return void this.#free--;
    if (this.#waiting.length >= limits.storeCalls)
      throw new QueueFullError('reads and writes of pictures', limits.storeCalls);
    const turn = Promise.withResolvers<void>();
    this.#waiting.push(turn);
    return turn.promise;
  }

  /** Called once the work is over, be it long after it was given up: it may hold a thread. */
  #next(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next.resolve();
  }

  #lose(error: unknown): void {
    if (this.#down === undefined) void this.#probe();
    this.#down = reasonOf(error);
    for (const { reject } of this.#waiting.splice(0)) reject(this.down);
  }

  /** At once, since it may be that one call alone that failed; and again until it is there. */
  async #probe(): Promise<void> {
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), this.#ms);
    try {
      if ((await this.#inner.get(markerKey, ending.signal)) === null)
        throw new Error(`it has no ${markerKey} any more`);
      this.#down = undefined;
    } catch (error) {
      this.#down = reasonOf(error);
      if (!this.#isClosed) setTimeout(() => void this.#probe(), probeMs).unref();
    } finally {
      clearTimeout(timer);
    }
  }
}
