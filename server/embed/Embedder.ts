import { availableParallelism } from 'node:os';
import { decodePixels, type ModelCard } from '@selfsame/models';
import { limits } from '../config/limits.ts';
import { DeadlineError } from '../errors/DeadlineError.ts';
import { QueueFullError } from '../errors/QueueFullError.ts';
import type { Engine } from './pool/engine.ts';
import type { Preview } from './preview.ts';
import { makePreview } from './preview.ts';
import { Semaphore } from './Semaphore.ts';

/** Pictures to embeddings: admission, decoding off the event loop, inference in its thread. */
export class Embedder {
  readonly #card: ModelCard;
  readonly #engine: Engine;
  readonly #deadlineMs: number;
  // libuv runs sharp's work in four threads unless told otherwise; more would only queue there.
  readonly #decoding = new Semaphore(Math.min(4, availableParallelism()));
  #admitted = 0;

  /** @param deadlineMs time for one request, in milliseconds */
  constructor(card: ModelCard, engine: Engine, deadlineMs: number) {
    this.#card = card;
    this.#engine = engine;
    this.#deadlineMs = deadlineMs;
  }

  /**
   * Encoded pictures -> one float32 [dimensions] each, or the reason why that one failed. Throws
   * `QueueFullError` for the whole request, before any work is done on it.
   */
  async embedEach(
    pictures: readonly Buffer[],
    gone: AbortSignal,
  ): Promise<PromiseSettledResult<Float32Array>[]> {
    const release = this.#admit(pictures.length);
    try {
      return await this.#withDeadline(gone, (signal) =>
        Promise.allSettled(pictures.map((picture) => this.#embedOne(picture, signal))),
      );
    } finally {
      release();
    }
  }

  /** One encoded picture -> float32 [dimensions]. */
  async embed(picture: Buffer, gone: AbortSignal): Promise<Float32Array> {
    const [result] = await this.embedEach([picture], gone);
    if (result!.status === 'rejected') throw result!.reason;
    return result!.value;
  }

  /** A small copy to keep beside the embedding. Call after `embed`, which checks the picture. */
  preview(picture: Buffer, gone: AbortSignal): Promise<Preview> {
    return this.#withDeadline(gone, (signal) =>
      this.#decoding.run(signal, () => makePreview(picture)),
    );
  }

  #admit(count: number): () => void {
    if (this.#admitted + count > limits.picturesWaiting)
      throw new QueueFullError('pictures', limits.picturesWaiting);
    this.#admitted += count;
    return () => {
      this.#admitted -= count;
    };
  }

  async #embedOne(picture: Buffer, signal: AbortSignal): Promise<Float32Array> {
    const pixels = await this.#decoding.run(signal, async () => {
      return decodePixels(picture, this.#card.input);
    });
    return this.#engine.embed(pixels, signal);
  }

  /** Gives `task` a signal that aborts when the client is gone or the request's time is over. */
  async #withDeadline<T>(gone: AbortSignal, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    const ms = this.#deadlineMs;
    const timer = setTimeout(() => late.abort(new DeadlineError(ms)), ms);
    try {
      return await task(AbortSignal.any([gone, late.signal]));
    } finally {
      clearTimeout(timer);
    }
  }
}
