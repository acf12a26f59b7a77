import { resolve } from 'node:path';
import { type Bundle, makeTheSame, modelDigest, modelName, SelfsameError } from '@selfsame/models';
import {
  BundleGraphTwiceError,
  BundleTwiceError,
  BundleUnverifiedError,
} from '../errors/models.ts';
import { isOfService } from '../errors/ofService.ts';
import { type Known, lookInto, type Registered, type RegistryState } from './lookInto.ts';

/** How often the folders are looked at: watching is no help on a network's disk. */
const lookMs = 5000;

export interface RegistryOptions {
  readonly folders: readonly string[];
  /** Loads a bundle in a process of its own, and looks whether it gives its golden vectors. */
  readonly verify: (bundle: Bundle, signal: AbortSignal) => Promise<void>;
  /** Told of each bundle that appears, is rejected or goes, after the first look. */
  readonly onNews: (registered: Registered, news: 'new' | 'rejected' | 'gone') => void;
  /** Told why one of the folders could not be looked at: what was in it stays as it was. */
  readonly onFailure: (error: Error) => void;
}

/**
 * The bundles in the folders of models, as they come and go while the server runs. One that appears is
 * not available before it has been verified; one that changes under its name is rejected.
 */
export class Registry {
  readonly #options: RegistryOptions;
  #known = new Map<string, Known>();
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  readonly #closing = new AbortController();

  private constructor(options: RegistryOptions) {
    this.#options = options;
  }

  /**
   * Looks once, and goes on looking. What is there already is loaded, and so verified, when it is used;
   * of several models of one graph it shows now which ones are sound.
   */
  static async start(options: RegistryOptions): Promise<Registry> {
    const registry = new Registry(options);
    await registry.#find();
    for (const [dir, one] of registry.#known) {
      if (one.bundle === null || one.state === 'rejected') continue;
      if (registry.#rivalOf(one.bundle) !== undefined) continue;
      registry.#known.set(dir, { ...one, state: 'available' });
    }
    registry.#again();
    return registry;
  }

  /** The folders that are looked in: absolute paths. */
  get folders(): string[] {
    return this.#options.folders.map((folder) => resolve(folder));
  }

  /** In the order of the folders, by name and version. */
  list(): readonly Registered[] {
    return [...this.#known.values()];
  }

  /** Looks at once, and not only when it is time. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(async () => {
      if (!this.#closing.signal.aborted) await this.#look().catch(this.#options.onFailure);
    });
    return this.#looking;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #again(): void {
    if (this.#closing.signal.aborted) return;
    this.#timer = setTimeout(() => void this.look().then(() => this.#again()), lookMs);
  }

  async #look(): Promise<void> {
    const before = this.#known;
    await this.#find();
    for (const [dir, one] of before) {
      if (!this.#known.has(dir)) this.#options.onNews(one, 'gone');
    }
    for (const [dir, one] of this.#known) {
      if (one.state === 'rejected' && before.get(dir)?.state !== 'rejected')
        this.#options.onNews(one, 'rejected');
    }
    await this.#verifyAll(before);
  }

  /** Looks at what is there; what is as it was is not read again. */
  async #find(): Promise<void> {
    const found = new Map<string, Known>();
    const named = new Map<string, Known>();
    for (const root of this.#options.folders) {
      for (const known of await this.#findIn(root)) {
        const twin = named.get(known.name);
        const isOther = twin !== undefined && digestOf(twin) !== digestOf(known);
        const error = isOther ? new BundleTwiceError(known.name, twin.dir) : known.error;
        let one: Known = isOther ? { ...known, state: 'rejected', error } : known;
        if (twin === undefined) named.set(one.name, one);
        if (one.state === 'verifying') one = this.#besideSound(one);
        found.set(one.dir, one);
      }
    }
    this.#known = found;
  }

  /** What is in one of the folders; what was there, where it cannot be looked at now. */
  async #findIn(root: string): Promise<readonly Known[]> {
    try {
      return await lookInto(root, this.#known);
    } catch (error) {
      // It may be readable again, and the others are.
      this.#options.onFailure(error as Error);
      return [...this.#known.values()].filter((one) => one.root === root);
    }
  }

  /** @param before what was there at the look before */
  async #verifyAll(before: ReadonlyMap<string, Known>): Promise<void> {
    for (const [dir, { bundle, state }] of this.#known) {
      if (bundle === null || state !== 'verifying') continue;
      const error = await this.#verify(bundle);
      if (this.#closing.signal.aborted) return;
      const now = this.#known.get(dir);
      if (now?.bundle !== bundle) continue;
      const sound = { ...now, state: 'available' } as const;
      const verified =
        error === null ? this.#besideSound(sound) : ({ ...now, state: 'rejected', error } as const);
      this.#known.set(dir, verified);
      if (verified.state === 'available') this.#options.onNews(verified, 'new');
      else if (before.get(dir)?.state !== 'rejected') this.#options.onNews(verified, 'rejected');
    }
  }

  /** Of two models of one graph the one that was found to be sound first stays. */
  #besideSound(one: Known): Known {
    const rival = this.#rivalOf(one.bundle!, 'available');
    if (rival === undefined) return one;
    return { ...one, state: 'rejected', error: new BundleGraphTwiceError(one.name, rival.dir) };
  }

  /** Another bundle of the same digest whose vectors are other ones. @param state of such a one alone */
  #rivalOf({ dir, card }: Bundle, state?: RegistryState): Known | undefined {
    const digest = modelDigest(card);
    return [...this.#known.values()].find((other) => {
      if (other.bundle === null || other.dir === dir) return false;
      if (other.state === 'rejected' || (state !== undefined && other.state !== state))
        return false;
      return digestOf(other) === digest && !makeTheSame(other.bundle.card, card);
    });
  }

  async #verify(bundle: Bundle): Promise<SelfsameError | null> {
    try {
      await this.#options.verify(bundle, this.#closing.signal);
      return null;
    } catch (error) {
      // What stopped is its process: to try again is no remedy.
      const isKnown = error instanceof SelfsameError && !isOfService(error);
      return isKnown ? error : new BundleUnverifiedError(modelName(bundle.card), error);
    }
  }
}

const digestOf = ({ bundle }: Registered) => bundle && modelDigest(bundle.card);
