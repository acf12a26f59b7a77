import type { Logger } from 'pino';
import type { Encoders } from '../embed/Encoders.ts';
import { BundleLackingError } from '../errors/activation.ts';
import { bundleOf } from '../models/activation/bundles.ts';
import { Releases } from '../models/activation/Releases.ts';
import type { ActivationRecord } from '../models/activation/record.ts';
import type { CollectionModels } from '../models/CollectionModels.ts';
import type { Registry } from '../models/Registry.ts';
import type { Membership, SharedStore, ToldError } from '../store/contract/replicas.ts';
import { toTold } from './told.ts';

export interface SharedModelsOptions {
  readonly store: SharedStore;
  readonly membership: Membership;
  readonly encoders: Encoders;
  readonly models: CollectionModels;
  readonly registry: Registry;
  readonly log: Logger;
  /** How long requests may go on with an encoder that nothing is searched by any more. */
  readonly requestMs: number;
  /** Digest of the model that was activated last for all, as it was noted when this server chose its own. */
  readonly serving: string | null;
}

/** Until it is tried again to load one that could not be. */
const againMs = 2000;

/** Has this server load what any collection needs, whoever changes that, and tell the others. */
export class SharedModels {
  readonly #options: SharedModelsOptions;
  readonly #releases: Releases;
  #serving: string | null;
  #wanted: ReadonlySet<string> = new Set();
  readonly #loading = new Set<string>();
  readonly #failed = new Map<string, { readonly told: ToldError; readonly at: number }>();
  /** Those that are to be unloaded soon. */
  readonly #leaving = new Set<string>();
  #announced = '';

  constructor(options: SharedModelsOptions) {
    this.#options = options;
    this.#serving = options.serving;
    this.#releases = new Releases(options);
  }

  /** @param record the activation under way */
  async follow(record: ActivationRecord | null): Promise<void> {
    const { store, encoders } = this.#options;
    const serving = await store.getNote('serving');
    const wanted = new Map((await store.modelsInUse()).map((one) => [one, null as string | null]));
    if (record !== null && !record.cancelled) wanted.set(record.model, record.name);
    if (serving !== null && serving !== this.#serving) wanted.set(serving, null);
    this.#wanted = new Set(wanted.keys());
    for (const digest of this.#failed.keys()) if (!wanted.has(digest)) this.#failed.delete(digest);
    for (const [digest, name] of wanted) {
      if (encoders.ofDigest(digest) === undefined) void this.#load(digest, name);
    }
    if (serving !== null && serving !== this.#serving && encoders.ofDigest(serving)) {
      encoders.serve(serving);
      this.#serving = serving;
    }
    this.#release();
    await this.#announce();
  }

  close(): void {
    this.#releases.close();
  }

  async #load(digest: string, asked: string | null): Promise<void> {
    const { encoders, models, registry, log } = this.#options;
    const before = this.#failed.get(digest);
    if (this.#loading.has(digest) || (before && performance.now() - before.at < againMs)) return;
    this.#loading.add(digest);
    // It may not be so any more.
    this.#failed.delete(digest);
    const name = asked ?? models.nameOf(digest);
    try {
      const find = () => bundleOf({ model: digest, name }, this.#options);
      // It may have come since the last look.
      if (find() === undefined) await registry.look();
      const bundle = find();
      if (bundle === undefined)
        throw (
          registry.list().find((one) => one.name === name)?.error ??
          new BundleLackingError(registry.folders)
        );
      await models.name(await encoders.load(bundle));
      this.#failed.delete(digest);
    } catch (error) {
      const told = toTold(error);
      this.#failed.set(digest, { told, at: performance.now() });
      if (before?.told.message !== told.message)
        log.error({ model: name, code: told.code, reason: told.message }, 'model not loaded');
    } finally {
      this.#loading.delete(digest);
    }
  }

  #release(): void {
    const { encoders, requestMs } = this.#options;
    for (const { digest } of encoders.loaded) {
      const isNeeded = this.#wanted.has(digest) || digest === encoders.serving.digest;
      if (isNeeded || this.#leaving.has(digest)) continue;
      this.#leaving.add(digest);
      setTimeout(() => this.#leaving.delete(digest), 2 * requestMs).unref();
      this.#releases.release(digest, (one) => this.#wanted.has(one));
    }
  }

  async #announce(): Promise<void> {
    const { encoders, membership } = this.#options;
    const loaded = encoders.loaded.map(({ digest }) => digest).toSorted();
    const failed = Object.fromEntries([...this.#failed].map(([one, { told }]) => [one, told]));
    const text = JSON.stringify([loaded, failed]);
    if (text === this.#announced) return;
    await membership.announce({ loaded, failed });
    this.#announced = text;
  }
}
