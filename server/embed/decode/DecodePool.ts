import type { Decoded, PictureLimits, PixelRule } from '@selfsame/models';
import type { Caller } from '../caller.ts';
import type { EmbedObserver } from '../observer.ts';
import { copyType, type MadeCopy, previewRule } from './copy.ts';
import { decodingCost } from './cost.ts';
import { isPlainJpeg } from './isPlainJpeg.ts';
import { type CopyRule, type DecoderEvents, isCopy, type Made, type MakeRule } from './job.ts';
import { openProcessDecoder } from './processDecoder.ts';
import { createQueue, type DecodeQueue } from './queue.ts';
import { threadDecoder } from './threadDecoder.ts';

export interface DecodeOptions {
  /** Threads of this process, for plain JPEGs. */
  readonly threads: number;
  /** For all pictures. */
  readonly processes: number;
  readonly limits: PictureLimits;
  readonly observer: EmbedObserver;
  readonly onRestart: (reason: string) => void;
}

export interface Copy extends MadeCopy {
  /** Media type. */
  readonly type: string;
}

/**
 * Decodes pictures off the event loop, in processes where one that takes too long is given up by
 * killing its decoder (nothing else can interrupt an AVIF, or a progressive JPEG of thousands of
 * scans) and one that crashes it harms itself alone. Plain JPEGs, which most pictures are, take a
 * short time that their size tells, and their decoder is as hardened as one can be: they are decoded
 * in threads of this process as well, the first of them, who need not be sent anywhere, where the rule
 * leaves all of the work to libvips.
 */
export class DecodePool {
  readonly #plain: DecodeQueue;
  readonly #others: DecodeQueue;

  private constructor(plain: DecodeQueue, others: DecodeQueue) {
    this.#plain = plain;
    this.#others = others;
  }

  static async start(options: DecodeOptions): Promise<DecodePool> {
    const { threads, processes, limits, observer, onRestart } = options;
    const left = (seconds: number) => observer.queued('decode', seconds);
    // A plain JPEG does not wait for a process that is being started again: there are the threads.
    const plain = createQueue(left, (decoder, job) => decoder.ready && decoder.takes(job));
    const others = createQueue(left, (decoder, job) => decoder.takes(job));
    const pool = new DecodePool(plain, others);
    const on: DecoderEvents = {
      decoded: (seconds) => observer.decoded(seconds),
      // A plain JPEG too: it may be what crashed its process, and must not crash this one.
      returned: (job) => others.putBack(job),
      freed() {
        others.dispatch();
        plain.dispatch();
      },
    };
    plain.decoders.push(threadDecoder(threads, limits, on));
    const open = async (_: unknown, i: number) => {
      const name = `decoder ${i + 1}`;
      const decoder = await openProcessDecoder(name, limits, { ...on, restarted: onRestart });
      others.decoders.push(decoder);
      plain.decoders.push(decoder);
    };
    const starts = await Promise.allSettled(Array.from({ length: processes }, open));
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed === undefined) return pool;
    await pool.close();
    throw failed.reason;
  }

  /** Whether plain JPEGs wait for a decoder: the cores are busy, and more pixels come in a moment. */
  get behind(): boolean {
    return this.#plain.behind;
  }

  async pixels(picture: Uint8Array, rule: PixelRule, caller: Caller): Promise<Decoded> {
    const { bytes, depth } = await this.#run(picture, rule, caller);
    return { pixels: bytes, depth };
  }

  /** A small copy to keep, or by another rule. Call after `pixels`, which checks the picture. */
  async copy(picture: Uint8Array, caller: Caller, rule: CopyRule = previewRule): Promise<Copy> {
    const { bytes, side } = await this.#run(picture, rule, caller);
    return { type: copyType(bytes), bytes, side };
  }

  async close(): Promise<void> {
    await Promise.all(this.#others.decoders.map((decoder) => decoder.close()));
  }

  #run(picture: Uint8Array, rule: MakeRule, caller: Caller): Promise<Made> {
    const { gone: signal } = caller;
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      const since = performance.now();
      // Other resamplings than libvips's own are JavaScript, which would hold up this process.
      const isOurs = !isCopy(rule) && rule.resampling !== undefined;
      const inThreads = !isOurs && isPlainJpeg(picture);
      const queue = inThreads ? this.#plain : this.#others;
      const cost = decodingCost(picture);
      queue.add({ picture, rule, caller, cost, signal, resolve, reject, since, attempts: 0 });
    });
  }
}
