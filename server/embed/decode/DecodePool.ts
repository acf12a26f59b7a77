import type { PictureLimits, PixelRule } from '@selfsame/models';
import type { EmbedObserver } from '../observer.ts';
import { isPlainJpeg } from './isPlainJpeg.ts';
import type { LaneEvents } from './job.ts';
import { createLine, type Line } from './line.ts';
import { localLane } from './localLane.ts';
import { previewType } from './preview.ts';
import { openProcessLane } from './processLane.ts';

export interface DecodeOptions {
  /**
   * Plain JPEGs that the threads of this process are given at a time. More than there are threads:
   * one that has to wait for the event loop to bring its next picture is idle meanwhile.
   */
  readonly given: number;
  /** Processes for all other pictures. */
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
 * Decodes pictures off the event loop. Plain JPEGs, which most pictures are, take a short time that
 * their size tells, and their decoder is as hardened as one can be: they are decoded in threads of
 * this process. All others go to processes of their own, where one that takes too long is given up
 * by killing its decoder (nothing else can interrupt an AVIF, or a progressive JPEG of thousands of
 * scans) and one that crashes it harms itself alone. That costs a tenth to a quarter of the rate.
 */
export class DecodePool {
  readonly #local: Line;
  readonly #isolated: Line;

  private constructor(local: Line, isolated: Line) {
    this.#local = local;
    this.#isolated = isolated;
  }

  static async start(options: DecodeOptions): Promise<DecodePool> {
    const { given, processes, limits, observer, onRestart } = options;
    const [local, isolated] = [0, 1].map(() =>
      createLine((seconds) => observer.queued('decode', seconds)),
    ) as [Line, Line];
    const pool = new DecodePool(local, isolated);
    const eventsOf = (line: Line): LaneEvents => ({
      decoded: (seconds) => observer.decoded(seconds),
      returned: (job) => line.putBack(job),
      freed: () => line.dispatch(),
    });
    local.lanes.push(localLane(given, limits, eventsOf(local)));
    const on = { ...eventsOf(isolated), restarted: onRestart };
    const open = async (_: unknown, i: number) => {
      isolated.lanes.push(await openProcessLane(`decoder ${i + 1}`, limits, on));
    };
    const starts = await Promise.allSettled(Array.from({ length: processes }, open));
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed === undefined) return pool;
    await pool.close();
    throw failed.reason;
  }

  /** Whether plain JPEGs wait for a thread: the cores are busy, and more pixels come in a moment. */
  get behind(): boolean {
    return this.#local.behind;
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
    await Promise.all(this.#isolated.lanes.map((lane) => lane.close()));
  }

  #run(picture: Uint8Array, rule: PixelRule | null, signal: AbortSignal): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      const since = performance.now();
      const line = isPlainJpeg(picture) ? this.#local : this.#isolated;
      line.add({ picture, rule, signal, resolve, reject, since, attempts: 0 });
    });
  }
}
