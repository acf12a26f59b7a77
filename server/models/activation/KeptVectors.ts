import { ActivationBusyError, ModelSearchedError } from '../../errors/activation.ts';
import { UnknownModelError } from '../../errors/service.ts';
import type { CollectionRecord } from '../../store/contract/collections.ts';
import type { CollectionModels } from '../CollectionModels.ts';
import type { Registry } from '../Registry.ts';
import { unlessGone } from '../unlessGone.ts';
import type { Activation } from './Activation.ts';
import { Releases, type ReleasesOptions } from './Releases.ts';
import type { Turns } from './Turns.ts';

export interface KeptVectorsOptions extends ReleasesOptions {
  readonly models: CollectionModels;
  readonly registry: Registry;
  /** How long vectors of the model before are kept for a way back. */
  readonly keepPreviousMs: number;
}

/** How often it is looked whether something has been kept for long enough. */
const lookMs = 60_000;

/** Letting go of vectors that are kept for a way back, and of the encoders that made them. */
export class KeptVectors {
  readonly #options: KeptVectorsOptions;
  readonly #turns: Turns;
  readonly #current: () => Activation | undefined;
  readonly #releases: Releases;
  readonly #timer: NodeJS.Timeout;
  #closed = false;

  /** @param current the activation that has not come to its end */
  constructor(options: KeptVectorsOptions, turns: Turns, current: () => Activation | undefined) {
    this.#options = options;
    this.#turns = turns;
    this.#current = current;
    this.#releases = new Releases(options);
    this.#timer = setInterval(() => void this.dropOld(), lookMs).unref();
  }

  /**
   * Drops the vectors of a model that are kept for a way back, or left over; resolves to their number.
   * @throws {UnknownModelError} {@link ModelSearchedError} {@link ActivationBusyError}
   */
  async drop(name: string): Promise<number> {
    const { store, models, registry } = this.#options;
    // Only the beginning takes a turn: nothing has to wait until all are gone.
    const begun = await this.#turns.take(async () => {
      const all = await store.listCollections();
      const having = all.flatMap((record) =>
        Object.keys(record.vectors)
          .filter((digest) => models.nameOf(digest) === name)
          .map((digest) => ({ record, digest })),
      );
      const known = registry.list().map((one) => one.name);
      if (having.length === 0 && !known.includes(name) && !models.isKnown(name))
        throw new UnknownModelError(name, known);
      for (const { record, digest } of having) this.#refuseNeeded(record, digest);
      const searched = having.find(({ record, digest }) => record.model === digest);
      if (searched !== undefined) throw new ModelSearchedError(name, searched.record.name);
      return having.map(({ record, digest }) => this.#drop(record.name, digest));
    });
    const dropped = await Promise.all(begun);
    return dropped.reduce((sum, count) => sum + count, 0);
  }

  /** Drops what has been kept for long enough. */
  async dropOld(): Promise<void> {
    const { store, log, models, keepPreviousMs } = this.#options;
    try {
      const begun = await this.#turns.take(async () => {
        const all = await store.listCollections();
        return all.flatMap(({ name, previous, switched }) => {
          if (previous === null || switched === null) return [];
          if (Date.now() - Date.parse(switched) < keepPreviousMs) return [];
          // What is under way is still to be undone, or goes back to it.
          const current = this.#current()?.record;
          if (current?.model === previous || current?.begun.includes(name)) return [];
          const dropping = this.#drop(name, previous);
          return [{ name, model: models.nameOf(previous), dropping }];
        });
      });
      await Promise.all(
        begun.map(async ({ name: collection, model, dropping }) => {
          log.info({ collection, model, vectors: await dropping }, 'kept vectors gone');
        }),
      );
    } catch (error) {
      // What has begun is gone on with at the next start.
      if (this.#closed) return;
      log.error({ reason: (error as Error).message }, 'kept vectors not dropped');
    }
  }

  /** Unloads an encoder where nothing needs it any more. */
  release(digest: string): void {
    this.#releases.release(digest, (one) => this.#current()?.record.model === one);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#releases.close();
  }

  async #drop(collection: string, digest: string): Promise<number> {
    const dropped = await unlessGone(this.#options.store.dropModel(collection, digest));
    this.release(digest);
    return dropped ?? 0;
  }

  /** @throws {ActivationBusyError} for what is being made, and what would be gone back to */
  #refuseNeeded({ name, model, previous }: CollectionRecord, digest: string): void {
    const current = this.#current()?.record;
    if (current === undefined) return;
    const isWayBack =
      current.begun.includes(name) && model === current.model && previous === digest;
    if (digest === current.model || isWayBack)
      throw new ActivationBusyError(current.id, current.name);
  }
}
