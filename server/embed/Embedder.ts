import type { ModelCard } from '@selfsame/models';
import { DeadlineError } from '../errors/service.ts';
import type { Admission } from './Admission.ts';
import type { Caller } from './caller.ts';
import type { DecodePool, Preview } from './decode/DecodePool.ts';
import type { Engine } from './inference/engine.ts';

/** What a picture gives. */
export interface Embedded {
  /** float32 [dimensions]. */
  readonly vector: Float32Array;
  /** What was done to a picture of other than 8 bits: "12 of 16 bits"; null for all others. */
  readonly depth: string | null;
}

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
   * Encoded pictures -> one embedding each, or the reason why that one failed.
   * @throws {QueueFullError} for the whole request, before any work is done on it
   */
  async embedEach(
    pictures: readonly Buffer[],
    caller: Caller,
  ): Promise<PromiseSettledResult<Embedded>[]> {
    const release = this.#options.admission.admit(pictures.length, caller.client);
    this.#working++;
    try {
      return await this.#withDeadline(caller, (within) =>
        Promise.allSettled(pictures.map((picture) => this.#embedOne(picture, within))),
      );
    } finally {
      release();
      if (--this.#working === 0) this.#idle?.();
    }
  }

  async embed(picture: Buffer, caller: Caller): Promise<Embedded> {
    const [result] = await this.embedEach([picture], caller);
    if (result!.status === 'rejected') throw result!.reason;
    return result!.value;
  }

  /** A small copy to keep beside the embedding. Call after `embed`, which checks the picture. */
  preview(picture: Buffer, caller: Caller): Promise<Preview> {
    return this.#withDeadline(caller, (within) => this.#options.decoders.preview(picture, within));
  }

  /** Resolves once no request is under way, which is no later than the deadline of the last. */
  async idle(): Promise<void> {
    if (this.#working === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  async #embedOne(picture: Buffer, caller: Caller): Promise<Embedded> {
    const { pixels, depth } = await this.#options.decoders.pixels(
      picture,
      this.#card.input,
      caller,
    );
    return { vector: await this.#engine.embed(pixels, caller.gone), depth };
  }

  /** Gives `task` a caller that does not wait beyond the request's time either. */
  async #withDeadline<T>(caller: Caller, task: (within: Caller) => Promise<T>): Promise<T> {
    const { gone } = caller;
    // Not AbortSignal.any: what listens to that is kept, pictures and all, until a full collection.
    const over = new AbortController();
    const leave = () => over.abort(gone.reason);
    if (gone.aborted) leave();
    gone.addEventListener('abort', leave, { once: true });
    const ms = this.#options.deadlineMs;
    const timer = setTimeout(() => over.abort(new DeadlineError(ms)), ms);
    try {
      return await task({ ...caller, gone: over.signal });
    } finally {
      clearTimeout(timer);
      gone.removeEventListener('abort', leave);
    }
  }
}
