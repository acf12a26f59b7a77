import type { PictureLimits, PixelRule } from '@selfsame/models';
import type { EmbedObserver } from '../observer.ts';
import { type Job, type Lane, openLane } from './lane.ts';
import { previewType } from './preview.ts';

export interface DecodeOptions {
  /** Decoder processes. */
  readonly processes: number;
  readonly limits: PictureLimits;
  readonly observer: EmbedObserver;
  readonly onRestart: (reason: string) => void;
}

export interface Preview {
  readonly type: typeof previewType;
  readonly bytes: Uint8Array;
}

/**
 * Decodes pictures in processes of their own: a picture that takes too long is given up by killing
 * its decoder (no library can be interrupted inside one AVIF, say), and one that crashes it harms
 * itself alone.
 */
export class DecodePool {
  readonly #lanes: readonly Lane[];
  readonly #waiting: Job[];
  readonly #observer: EmbedObserver;

  private constructor(lanes: readonly Lane[], waiting: Job[], observer: EmbedObserver) {
    this.#lanes = lanes;
    this.#waiting = waiting;
    this.#observer = observer;
  }

  static async start(options: DecodeOptions): Promise<DecodePool> {
    const { processes, limits, observer, onRestart } = options;
    const waiting: Job[] = [];
    const on = {
      returned: (job: Job) => waiting.unshift(job),
      freed: () => pool.#dispatch(),
      restarted: onRestart,
    };
    const names = Array.from({ length: processes }, (_, i) => `decoder ${i + 1}`);
    const starts = await Promise.allSettled(names.map((name) => openLane(name, limits, on)));
    const lanes = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed !== undefined) {
      await Promise.all(lanes.map((lane) => lane.close()));
      throw failed.reason;
    }
    const pool = new DecodePool(lanes, waiting, observer);
    return pool;
  }

  /** An encoded picture -> uint8 [height * width * 3] RGB. */
  pixels(picture: Uint8Array, rule: PixelRule, signal: AbortSignal): Promise<Uint8Array> {
    return this.#run(picture, rule, signal);
  }

  /** A small copy to keep. Call after `pixels`, which checks the picture. */
  async preview(picture: Uint8Array, signal: AbortSignal): Promise<Preview> {
    return { type: previewType, bytes: await this.#run(picture, null, signal) };
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  #run(picture: Uint8Array, rule: PixelRule | null, signal: AbortSignal): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      const { decoded } = this.#observer;
      const since = performance.now();
      this.#waiting.push({ picture, rule, signal, resolve, reject, decoded, since, attempts: 0 });
      this.#dispatch();
    });
  }

  /** Gives what is waiting to the lanes that have room, the least busy first. */
  #dispatch(): void {
    for (let job = this.#first(); job !== undefined; job = this.#first()) {
      const lane = this.#laneFor(job);
      if (lane === undefined) return;
      this.#waiting.shift();
      this.#observer.queued('decode', (performance.now() - job.since) / 1000);
      lane.take(job);
    }
  }

  #laneFor(job: Job): Lane | undefined {
    return this.#lanes
      .filter((lane) => lane.takes(job))
      .toSorted((a, b) => Number(b.ready) - Number(a.ready) || a.load - b.load)[0];
  }

  /** Those that nobody waits for any more are dropped. */
  #first(): Job | undefined {
    while (this.#waiting[0]?.signal.aborted) this.#waiting.shift();
    return this.#waiting[0];
  }
}
