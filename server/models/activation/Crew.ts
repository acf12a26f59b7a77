import type { Encoder } from '../../embed/Encoders.ts';
import type { Store } from '../../store/contract/Store.ts';
import type { UnmadeItem } from '../../store/contract/vectors.ts';
import { unlessGone } from '../unlessGone.ts';
import { fillGeneration, lackingItems } from './fillGeneration.ts';

/** What is to be embedded. */
export interface CrewFilling {
  readonly collections: readonly string[];
  readonly encoder: Encoder;
  readonly signal: AbortSignal;
  /** Told of vectors that have been put in. */
  readonly onDone: (count: number) => void;
}

/** The servers over one store, as far as an activation has to know of them. */
export interface Crew {
  /** Resolves once all of them have loaded and verified a model. @throws {ReplicaLacksModelError} */
  allHave(encoder: Encoder, signal: AbortSignal): Promise<void>;
  /**
   * Embeds the kept pictures of the items that have no vector of a model yet.
   * @returns the items of which none could be made
   * @throws what is the service's fault, and the signal's reason
   */
  fill(filling: CrewFilling): Promise<UnmadeItem[]>;
}

/** One server that has the store for itself. @param width how many kept pictures may be in work now */
export const alone = (store: Store, width: () => number): Crew => ({
  allHave: async () => {},

  async fill({ collections, encoder, signal, onDone }) {
    const unmade: UnmadeItem[] = [];
    for (const collection of collections) {
      const items = lackingItems(store, collection, encoder.digest);
      const means = { store, encoder, collection, items, signal, width, onDone };
      unmade.push(...((await unlessGone(fillGeneration(means))) ?? []));
    }
    return unmade;
  },
});
