import { type Bundle, makeTheSame, modelDigest, modelName } from '@selfsame/models';
import type { Device } from '../config/devices.ts';
import { BundleGraphTwiceError } from '../errors/models.ts';
import { ModelInUseError, UnknownModelError } from '../errors/service.ts';
import { Embedder, type EmbedderOptions } from './Embedder.ts';
import type { Engine, EngineOptions } from './inference/engine.ts';
import { startEngine } from './inference/selectDevice.ts';
import { createSelfTest, type SelfTest } from './selfTest.ts';
import { TextTower } from './text/TextTower.ts';

/** A bundle that is loaded and has given its golden vectors. */
export interface Encoder {
  readonly bundle: Bundle;
  /** The model's digest, which its vectors carry. */
  readonly digest: string;
  readonly engine: Engine;
  readonly embedder: Embedder;
  readonly selfTest: SelfTest;
  /** Null of a model that knows pictures alone. */
  readonly text: TextTower | null;
}

export interface EncodersOptions extends EmbedderOptions, Omit<EngineOptions, 'bundle' | 'device'> {
  readonly device: Device | 'auto';
  /** Told which devices `auto` leaves out, and why. */
  readonly onSkipped: (device: Device, reason: string) => void;
}

/**
 * The encoders that are loaded, side by side, and the one of them that serves. A model is refreshed
 * by loading another, letting it serve, and unloading the first: requests go on all the while, each
 * with the encoder that it began with.
 */
export class Encoders {
  readonly #options: EncodersOptions;
  readonly #loaded = new Map<string, { bundle: Bundle; loading: Promise<Encoder> }>();
  #ready: readonly Encoder[] = [];
  #serving!: Encoder;

  private constructor(options: EncodersOptions) {
    this.#options = options;
  }

  /** Loads the first bundle, which serves. */
  static async start(bundle: Bundle, options: EncodersOptions): Promise<Encoders> {
    const encoders = new Encoders(options);
    encoders.#serving = await encoders.load(bundle);
    return encoders;
  }

  /** The encoder of requests that name no model. */
  get serving(): Encoder {
    return this.#serving;
  }

  /** In the order of their loading. */
  get loaded(): readonly Encoder[] {
    return this.#ready;
  }

  /**
   * The encoder of a name or name/version; of several versions the serving one, else the last.
   * @throws {UnknownModelError}
   */
  find(reference: string | undefined): Encoder {
    if (reference === undefined) return this.#serving;
    const named = ({ bundle: { card } }: Encoder) =>
      reference === modelName(card) || reference === card.name;
    const found = named(this.#serving) ? this.#serving : this.#ready.findLast(named);
    if (found !== undefined) return found;
    throw new UnknownModelError(
      reference,
      this.#ready.map(({ bundle }) => modelName(bundle.card)),
    );
  }

  /** The loaded encoder of a model's digest. */
  ofDigest(digest: string): Encoder | undefined {
    return this.#ready.find((encoder) => encoder.digest === digest);
  }

  /**
   * Loads a bundle beside what is loaded; one that is loaded already is taken as it is.
   * @throws {BundleGraphTwiceError}
   */
  async load(bundle: Bundle): Promise<Encoder> {
    this.#refuseUnlike(bundle);
    const digest = modelDigest(bundle.card);
    const known = this.#loaded.get(digest);
    if (known !== undefined) return known.loading;
    const loading = this.#open(bundle);
    this.#loaded.set(digest, { bundle, loading });
    loading.then(
      (encoder) => {
        this.#ready = [...this.#ready, encoder];
      },
      () => this.#loaded.delete(digest),
    );
    return loading;
  }

  /**
   * Loads a bundle by itself, looks whether it gives its golden vectors, and lets it go.
   * @param signal ends the loading
   * @throws {BundleGraphTwiceError}
   */
  async verify(bundle: Bundle, signal?: AbortSignal): Promise<void> {
    this.#refuseUnlike(bundle);
    const { engine, selfTest } = await this.#open(bundle, signal);
    try {
      await selfTest();
    } finally {
      await engine.close();
    }
  }

  /**
   * Works with a bundle's encoder: the one that is loaded, or one that nobody else has and that is let
   * go of afterwards.
   * @param signal ends the loading
   * @throws {BundleGraphTwiceError}
   */
  async with<T>(
    bundle: Bundle,
    signal: AbortSignal,
    work: (encoder: Encoder) => Promise<T>,
  ): Promise<T> {
    this.#refuseUnlike(bundle);
    const known = this.#loaded.get(modelDigest(bundle.card));
    if (known !== undefined) return work(await known.loading);
    const encoder = await this.#open(bundle, signal);
    try {
      return await work(encoder);
    } finally {
      await encoder.embedder.idle();
      await encoder.engine.close();
    }
  }

  /** From now on requests that name no model go to this one, which is loaded. */
  serve(digest: string): void {
    this.#serving = this.#of(digest);
  }

  /**
   * Takes a loaded encoder out of use, lets the requests that it has finish, and ends its process.
   * @throws {ModelInUseError} for the one that serves
   */
  async unload(digest: string): Promise<void> {
    const encoder = this.#of(digest);
    if (encoder === this.#serving) throw new ModelInUseError(modelName(encoder.bundle.card));
    this.#ready = this.#ready.filter((other) => other !== encoder);
    this.#loaded.delete(digest);
    await encoder.embedder.idle();
    await close(encoder);
  }

  async close(): Promise<void> {
    const loading = await Promise.allSettled(
      [...this.#loaded.values()].map(({ loading }) => loading),
    );
    const opened = loading.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all(opened.map(close));
  }

  /** Vectors of both would be of one digest. @throws {BundleGraphTwiceError} */
  #refuseUnlike({ card }: Bundle): void {
    const known = this.#loaded.get(modelDigest(card))?.bundle;
    if (known !== undefined && !makeTheSame(known.card, card))
      throw new BundleGraphTwiceError(modelName(card), known.dir);
  }

  #of(digest: string): Encoder {
    const found = this.ofDigest(digest);
    if (found === undefined) throw new UnknownModelError(digest, []);
    return found;
  }

  async #open(bundle: Bundle, signal?: AbortSignal): Promise<Encoder> {
    const { device, onSkipped, ...options } = this.#options;
    const { card } = bundle;
    const engine = await startEngine(device, { ...options, bundle, signal }, onSkipped);
    try {
      const text = card.text ? new TextTower(bundle, card.text, options) : null;
      const embedder = new Embedder(card, engine, text, this.#options);
      const selfTest = await createSelfTest(card, engine);
      return { bundle, digest: modelDigest(card), engine, embedder, selfTest, text };
    } catch (error) {
      await engine.close();
      throw error;
    }
  }
}

const close = ({ engine, text }: Encoder) => Promise.all([engine.close(), text?.close()]);
