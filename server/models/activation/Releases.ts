import type { Logger } from 'pino';
import type { Encoders } from '../../embed/Encoders.ts';
import type { Store } from '../../store/contract/Store.ts';

export interface ReleasesOptions {
  readonly store: Store;
  readonly encoders: Encoders;
  readonly log: Logger;
  /** How long requests may go on with an encoder that nothing is searched by any more. */
  readonly requestMs: number;
}

/** Unloads encoders that nothing needs, once the requests that may have them are over. */
export class Releases {
  readonly #options: ReleasesOptions;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: ReleasesOptions) {
    this.#options = options;
  }

  /** @param isNeeded asked then whether it is needed for something beside the collections */
  release(digest: string, isNeeded: (digest: string) => boolean): void {
    const timer = setTimeout(async () => {
      this.#timers.delete(timer);
      const { encoders, log } = this.#options;
      try {
        if (isNeeded(digest) || (await this.#isOfCollection(digest))) return;
        if (encoders.serving.digest === digest || !encoders.ofDigest(digest)) return;
        await encoders.unload(digest);
      } catch (error) {
        log.error({ reason: (error as Error).message }, 'model not unloaded');
      }
    }, this.#options.requestMs).unref();
    this.#timers.add(timer);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #isOfCollection(digest: string): Promise<boolean> {
    const all = await this.#options.store.listCollections();
    return all.some(({ model, next, previous }) => [model, next, previous].includes(digest));
  }
}
