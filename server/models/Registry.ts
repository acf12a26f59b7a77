import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Bundle,
  listBundleFolders,
  makeTheSame,
  modelDigest,
  modelName,
  readPublished,
  SelfsameError,
} from '@selfsame/models';
import {
  BundleChangedError,
  BundleGraphTwiceError,
  BundleTwiceError,
  BundleUnverifiedError,
} from '../errors/models.ts';
import { isOfService } from '../errors/ofService.ts';

/** How often the folders are looked at: watching is no help on a network's disk. */
const lookMs = 5000;

export type RegistryState = 'verifying' | 'available' | 'rejected';

/** A bundle that lies in a folder of models. */
export interface Registered {
  readonly dir: string;
  /** name/version, as its folders say. */
  readonly name: string;
  /** Null where it cannot be read. */
  readonly bundle: Bundle | null;
  readonly state: RegistryState;
  /** Why it is rejected. */
  readonly error: SelfsameError | null;
}

interface Known extends Registered {
  /** Changes when a file of the bundle does. */
  readonly stamp: string;
}

export interface RegistryOptions {
  readonly folders: readonly string[];
  /** Loads a bundle in a process of its own, and looks whether it gives its golden vectors. */
  readonly verify: (bundle: Bundle) => Promise<void>;
  /** Told of each bundle that appears, is rejected or goes, after the first look. */
  readonly onNews: (registered: Registered, news: 'new' | 'rejected' | 'gone') => void;
  /** Told why the folders could not be looked at. */
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
  #closed = false;

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

  /** In the order of the folders, by name and version. */
  list(): readonly Registered[] {
    return [...this.#known.values()];
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #again(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.#look()
        // A folder that cannot be read now may be again.
        .catch(this.#options.onFailure)
        .then(() => this.#again());
    }, lookMs);
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
    for (const { root, name, version } of await listBundleFolders(this.#options.folders)) {
      const dir = join(root, name, version);
      const stamp = await stampOf(dir);
      const before = this.#known.get(dir);
      const isAsItWas = before?.stamp === stamp && !isOfAnother(before.error);
      let one = isAsItWas ? before : await read(root, name, version, stamp, before);
      const twin = named.get(one.name);
      if (twin !== undefined && digestOf(twin) !== digestOf(one))
        one = { ...one, state: 'rejected', error: new BundleTwiceError(one.name, twin.dir) };
      if (twin === undefined) named.set(one.name, one);
      if (one.state === 'verifying') one = this.#besideSound(one);
      found.set(dir, one);
    }
    this.#known = found;
  }

  /** @param before what was there at the look before */
  async #verifyAll(before: ReadonlyMap<string, Known>): Promise<void> {
    for (const [dir, { bundle, state }] of this.#known) {
      if (bundle === null || state !== 'verifying' || this.#closed) continue;
      const error = await this.#verify(bundle);
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
      await this.#options.verify(bundle);
      return null;
    } catch (error) {
      // What stopped is its process: to try again is no remedy.
      const isKnown = error instanceof SelfsameError && !isOfService(error);
      return isKnown ? error : new BundleUnverifiedError(modelName(bundle.card), error);
    }
  }
}

/** Whether it is of no use because of another one, which may have gone meanwhile. */
const isOfAnother = (error: SelfsameError | null) =>
  error instanceof BundleTwiceError || error instanceof BundleGraphTwiceError;

const digestOf = ({ bundle }: Registered) => bundle && modelDigest(bundle.card);

/** A bundle that is new or not what it was. */
async function read(
  root: string,
  folder: string,
  version: string,
  stamp: string,
  before: Known | undefined,
): Promise<Known> {
  const dir = join(root, folder, version);
  const name = `${folder}/${version}`;
  const rejected = (error: SelfsameError): Known => {
    return { dir, name, stamp, bundle: null, state: 'rejected', error };
  };
  try {
    const bundle = await readPublished(root, folder, version);
    const isOther = before?.bundle && modelDigest(before.bundle.card) !== modelDigest(bundle.card);
    if (isOther) return rejected(new BundleChangedError(name, dir));
    return { dir, name, stamp, bundle, state: 'verifying', error: null };
  } catch (error) {
    if (error instanceof SelfsameError) return rejected(error);
    throw error;
  }
}

/** Of the files' sizes and times; '' where one is missing. */
async function stampOf(dir: string): Promise<string> {
  const stats = await Promise.all(
    ['model.json', 'encoder.onnx'].map((file) => stat(join(dir, file)).catch(() => null)),
  );
  return stats
    .map((one) => (one === null ? '' : `${one.size} ${one.mtimeMs} ${one.ino}`))
    .join(' ');
}
