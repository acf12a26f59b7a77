import { modelName } from '@selfsame/models';
import type { Encoder, Encoders } from '../embed/Encoders.ts';
import { ModelMissingError } from '../errors/service.ts';
import type { CollectionRecord } from '../store/contract/collections.ts';
import type { Store } from '../store/contract/Store.ts';

/** The model that a collection has vectors of and is searched by; null while it has none. */
export const modelOf = ({ model, vectors }: CollectionRecord): string | null =>
  model !== null && (vectors[model] ?? 0) > 0 ? model : null;

/**
 * Which encoder a collection is searched by and its pictures are embedded with: that of its vectors,
 * whatever else is loaded; as long as it has none, the one that serves.
 */
export class CollectionModels {
  readonly #store: Store;
  readonly #encoders: Encoders;
  /** By collection: a search has no need to ask the store. */
  readonly #known = new Map<string, Encoder>();
  /** Names by digests, of models that are not here too. */
  readonly #names: ReadonlyMap<string, string>;

  constructor(store: Store, encoders: Encoders, names: ReadonlyMap<string, string>) {
    this.#store = store;
    this.#encoders = encoders;
    this.#names = names;
  }

  /** @throws {UnknownCollectionError} {@link ModelMissingError} */
  async of(collection: string): Promise<Encoder> {
    return (
      this.#known.get(collection) ?? this.ofRecord(await this.#store.getCollection(collection))
    );
  }

  /** @throws {ModelMissingError} if that encoder is not loaded */
  ofRecord(record: CollectionRecord): Encoder {
    const model = modelOf(record);
    if (model === null) {
      this.#known.delete(record.name);
      return this.#encoders.serving;
    }
    const encoder = this.#encoders.ofDigest(model);
    if (encoder === undefined)
      throw new ModelMissingError(record.name, this.#names.get(model) ?? null, model);
    this.#known.set(record.name, encoder);
    return encoder;
  }

  /** The digest of a collection's model, loaded or not. */
  digestOf(record: CollectionRecord): string {
    return modelOf(record) ?? this.#encoders.serving.digest;
  }

  /** What a model is called, loaded or not; its digest where nobody knows. */
  nameOf(digest: string): string {
    const card = this.#encoders.ofDigest(digest)?.bundle.card;
    return card === undefined ? (this.#names.get(digest) ?? digest) : modelName(card);
  }

  /** After a collection, or items of it, have been deleted: it may have no vectors any more. */
  forget(collection: string): void {
    this.#known.delete(collection);
  }
}
