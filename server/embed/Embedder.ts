import { type ModelCard, modelName } from '@selfsame/models';
import {
  NotEmbeddableError,
  TextNotEmbeddableError,
  TextUnsupportedError,
} from '../errors/service.ts';
import { traced } from '../tracing/Span.ts';
import type { Admission } from './Admission.ts';
import type { Caller } from './caller.ts';
import type { Copy, DecodePool } from './decode/DecodePool.ts';
import type { Engine } from './inference/engine.ts';
import type { TextTower } from './text/TextTower.ts';
import { withDeadline } from './withDeadline.ts';

/** What a picture gives. */
export interface Embedded {
  /** float32 [dimensions]. */
  readonly vector: Float32Array;
  /** By the other encoders that were asked for: null where one failed. */
  readonly others: readonly (Float32Array | null)[];
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
  readonly #text: TextTower | null;
  readonly #options: EmbedderOptions;
  #working = 0;
  #idle: (() => void) | undefined;

  constructor(card: ModelCard, engine: Engine, text: TextTower | null, options: EmbedderOptions) {
    this.#card = card;
    this.#engine = engine;
    this.#text = text;
    this.#options = options;
  }

  /**
   * Encoded pictures -> one embedding each, or the reason why that one failed.
   * @param others embedders of other encoders, which give their embeddings as well
   * @throws {QueueFullError} for the whole request, before any work is done on it
   */
  async embedEach(
    pictures: readonly Buffer[],
    caller: Caller,
    others: readonly Embedder[] = [],
  ): Promise<PromiseSettledResult<Embedded>[]> {
    return this.#admitted(pictures.length, caller, [this, ...others], (within) =>
      Promise.allSettled(pictures.map((picture) => this.#embedOne(picture, within, others))),
    );
  }

  async embed(picture: Buffer, caller: Caller): Promise<Embedded> {
    const [result] = await this.embedEach([picture], caller);
    if (result!.status === 'rejected') throw result!.reason;
    return result!.value;
  }

  /**
   * A text -> its embedding, which is compared with those of pictures.
   * @throws {TextUnsupportedError} where the model knows pictures alone; {TextNotEmbeddableError}
   */
  async embedText(text: string, caller: Caller): Promise<Float32Array> {
    const tower = this.#text;
    if (tower === null) throw new TextUnsupportedError(modelName(this.#card));
    const work = ({ gone }: Caller) => orGone(traced('text', tower.embed(text)), gone);
    const vector = await this.#admitted(1, caller, [this], work);
    if (vector === null) throw new TextNotEmbeddableError(modelName(this.#card));
    return vector;
  }

  /** A small copy to keep beside the embedding. Call after `embed`, which checks the picture. */
  preview(picture: Buffer, caller: Caller): Promise<Copy> {
    return withDeadline(caller, this.#options.deadlineMs, (within) =>
      traced('preview', this.#options.decoders.copy(picture, within)),
    );
  }

  /** Resolves once no request is under way, which is no later than the deadline of the last. */
  async idle(): Promise<void> {
    if (this.#working === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }

  /** Does work on so many pictures or texts, which `idle` of each embedder waits for. */
  async #admitted<T>(
    count: number,
    caller: Caller,
    working: readonly Embedder[],
    work: (within: Caller) => Promise<T>,
  ): Promise<T> {
    const release = this.#options.admission.admit(count, caller.client);
    for (const one of working) one.#working++;
    try {
      return await withDeadline(caller, this.#options.deadlineMs, work);
    } finally {
      release();
      for (const one of working) if (--one.#working === 0) one.#idle?.();
    }
  }

  async #embedOne(picture: Buffer, caller: Caller, others: readonly Embedder[]): Promise<Embedded> {
    const { vector, depth } = await this.#vectorOf(picture, caller);
    // The picture is sound, so it is their own fault where they fail, and not the request's.
    const found = await Promise.allSettled(others.map((one) => one.#vectorOf(picture, caller)));
    const vectors = found.map((one) => (one.status === 'fulfilled' ? one.value.vector : null));
    return { vector, others: vectors, depth };
  }

  async #vectorOf(picture: Buffer, caller: Caller) {
    const { input } = this.#card;
    const decoding = this.#options.decoders.pixels(picture, input, caller);
    const { pixels, depth } = await traced('decode', decoding);
    const vector = await this.#engine.embed(pixels, caller.gone);
    if (!hasDirection(vector)) throw new NotEmbeddableError(modelName(this.#card));
    return { vector, depth };
  }
}

/** What a promise comes to, or why nobody waits for it any more. */
function orGone<T>(work: Promise<T>, gone: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    gone.addEventListener('abort', () => reject(gone.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** Written so that NaN fails. */
function hasDirection(vector: Float32Array): boolean {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return squares > 0 && squares < Infinity;
}
