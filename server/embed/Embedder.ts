import type { ModelCard } from '@selfsame/models';
import { DeadlineError } from '../errors/DeadlineError.ts';
import type { Admission } from './Admission.ts';
import type { DecodePool, Preview } from './decode/DecodePool.ts';
import type { Engine } from './pool/engine.ts';

export interface EmbedderOptions {
  readonly decoders: DecodePool;
  readonly admission: Admission;
  /** Time for one request, in milliseconds. */
  readonly deadlineMs: number;
}

/** Pictures to embeddings: admission, decoding and inference, each in processes of their own. */
export class Embedder {
  readonly #card: ModelCard;
  readonly #engine: Engine;
  readonly #options: EmbedderOptions;
  #working = 0;
  #idle: (() => void) | undefined;

  constructor(card: ModelCard, engine: Engine, options: EmbedderOptions) {
    this.#card = card;
    this.#engine = engine;
    this.#options = options;
  }

  /**
   * Encoded pictures -> one float32 [dimensions] each, or the reason why that one failed.
   * @throws {QueueFullError} for the whole request, before any work is done on it
   */
  async embedEach(
    pictures: readonly Buffer[],
    gone: AbortSignal,
  ): Promise<PromiseSettledResult<Float32Array>[]> {
    const release = this.#options.admission.admit(pictures.length);
    this.#working++;
    try {
      return await this.#withDeadline(gone, (signal) =>
        Promise.allSettled(pictures.map((picture) => this.#embedOne(picture, signal))),
      );
    } finally {
      release();
      if (--this.#working === 0) this.#idle?.();
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
    return this.#withDeadline(gone, (signal) => this.#options.decoders.preview(picture, signal));
  }

  /** Resolves once no request is under way, which is no later than the deadline of the last. */
  async idle(): Promise<void> {
    if (this.#working === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  async #embedOne(picture: Buffer, signal: AbortSignal): Promise<Float32Array> {
    const pixels = await this.#options.decoders.pixels(picture, this.#card.input, signal);
    return this.#engine.embed(pixels, signal);
  }

  /** Gives `task` a signal that aborts when the client is gone or the request's time is over. */
  async #withDeadline<T>(gone: AbortSignal, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    // Not AbortSignal.any: what listens to that is kept, pictures and all, until a full collection.
    const over = new AbortController();
    const leave = () => over.abort(gone.reason);
    if (gone.aborted) leave();
    gone.addEventListener('abort', leave, { once: true });
    const ms = this.#options.deadlineMs;
    const timer = setTimeout(() => over.abort(new DeadlineError(ms)), ms);
    try {
      return await task(over.signal);
    } finally {
      clearTimeout(timer);
      gone.removeEventListener('abort', leave);
    }
  }
}
