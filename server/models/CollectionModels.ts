import { modelName } from '@selfsame/models';
import type { Encoder, Encoders } from '../embed/Encoders.ts';
import type { Encoding } from '../embed/pictureParts.ts';
import { ModelChangedError } from '../errors/collections.ts';
import { ModelMismatchError, ModelMissingError, ModelUnnamedError } from '../errors/service.ts';
import type { CollectionRecord } from '../store/contract/collections.ts';
import type { SharedStore } from '../store/contract/replicas.ts';
import type { Store } from '../store/contract/Store.ts';
import { tellModel } from './tellModel.ts';

/** How often what a change of the model overtook is done again. */
const mostTries = 4;

/** The model that a collection has vectors of and is searched by; null while it has none. */
export const modelOf = ({ model, vectors }: CollectionRecord): string | null =>
  model !== null && (vectors[model] ?? 0) > 0 ? model : null;

/**
 * Which encoder a collection is searched by and its pictures are embedded with: that of its vectors,
 * whatever else is loaded; as long as it has none, the one that serves. While its model is changed for
 * another, and as long as there is a way back, pictures are embedded with the other one as well.
 */
export class CollectionModels {
  readonly #store: Store;
  readonly #encoders: Encoders;
  /** The store, where other servers may change models as well. */
  readonly #shared: Pick<SharedStore, 'searchedBy'> | null;
  /** By collection: a search has no need to ask the store. */
  readonly #known = new Map<string, Encoder>();
  /** Changes with each forgetting: what was read of the store before is not remembered after. */
  #forgotten = 0;
  /** Names by digests, of models that are not here too. */
  readonly #names: Map<string, string>;

  constructor(
    store: Store,
    encoders: Encoders,
    names: ReadonlyMap<string, string>,
    shared: Pick<SharedStore, 'searchedBy'> | null,
  ) {
    this.#store = store;
    this.#encoders = encoders;
    this.#shared = shared;
    this.#names = new Map(names);
  }

  /** @throws {UnknownCollectionError} {@link ModelMissingError} */
  async of(collection: string): Promise<Encoder> {
    const known = this.#known.get(collection);
    if (known !== undefined) return known;
    const before = this.#forgotten;
    const record = await this.#store.getCollection(collection);
    const encoder = this.ofRecord(record);
    if (before === this.#forgotten && modelOf(record) !== null)
      this.#known.set(collection, encoder);
    return encoder;
  }

  /** @throws {ModelMissingError} if that encoder is not loaded */
  ofRecord(record: CollectionRecord): Encoder {
    const model = modelOf(record);
    if (model === null) return this.#encoders.serving;
    const encoder = this.#encoders.ofDigest(model);
    if (encoder !== undefined) return encoder;
    throw new ModelMissingError(record.name, this.#names.get(model) ?? null, model);
  }

  /** All that its pictures are embedded with, as far as they are loaded. @throws {ModelMissingError} */
  encodingOf(record: CollectionRecord): Encoding {
    const first = this.ofRecord(record);
    const others = [record.next, record.previous].flatMap((digest) => {
      const encoder = digest === null ? undefined : this.#encoders.ofDigest(digest);
      return encoder === undefined || encoder === first ? [] : [encoder];
    });
    return [first, ...new Set(others)];
  }

  /**
   * Runs what reads by a collection's encoder, again if the collection has got another meanwhile: the
   * vectors of the first may be on their way out.
   * @param asked the model that the request means, by name or name/version
   * @throws {ModelMismatchError} if it is another one; {@link ModelChangedError}
   */
  async reading<T>(
    collection: string,
    asked: string | undefined,
    read: (encoder: Encoder) => Promise<T>,
  ): Promise<T> {
    for (let tries = 0; tries < mostTries; tries++) {
      const encoder = await this.of(collection);
      refuseOther(collection, encoder, asked);
      tellModel(encoder);
      const answer = await read(encoder);
      if (await this.#isStill(collection, encoder)) return answer;
    }
    throw new ModelChangedError(collection);
  }

  /** Whether a collection is searched by an encoder, whoever may have changed that. */
  async #isStill(collection: string, encoder: Encoder): Promise<boolean> {
    if (this.#shared !== null && this.#known.get(collection) === encoder) {
      const model = await this.#shared.searchedBy(collection);
      if (model === encoder.digest) return true;
      this.forget(collection);
    }
    return (await this.of(collection)) === encoder;
  }

  /**
   * Runs what puts items into a collection, again if its model was changed meanwhile.
   * @throws {ModelMissingError} {@link ModelChangedError}
   */
  async writing<T>(
    collection: string,
    write: (encoding: Encoding, record: CollectionRecord) => Promise<T>,
  ): Promise<T> {
    for (let tries = 1; ; tries++) {
      const record = await this.#store.getCollection(collection);
      try {
        const encoding = this.encodingOf(record);
        tellModel(encoding[0]);
        return await write(encoding, record);
      } catch (error) {
        if (!ModelChangedError.is(error) || tries === mostTries) throw error;
      }
    }
  }

  /**
   * A vector that comes from elsewhere is of the collection's model, and says so where that could be in
   * doubt: once the model of the collection has been changed, or is being changed.
   * @throws {ModelMismatchError} {@link ModelUnnamedError}
   */
  refuseVector(record: CollectionRecord, encoder: Encoder, asked: string | undefined): void {
    refuseOther(record.name, encoder, asked);
    if (asked === undefined && (record.switched !== null || record.next !== null))
      throw new ModelUnnamedError(record.name, modelName(encoder.bundle.card));
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

  /** Whether vectors of a model of this name are or were here. */
  isKnown(name: string): boolean {
    return [...this.#names.values()].includes(name);
  }

  /** Notes what a model is called for when it is not here any more. */
  async name({ digest, bundle }: Encoder): Promise<void> {
    const name = modelName(bundle.card);
    await this.#store.nameModel(digest, name);
    this.#names.set(digest, name);
  }

  /** After a collection's model has been changed, or items of it deleted: it may have no vectors now. */
  forget(collection: string): void {
    this.#known.delete(collection);
    this.#forgotten++;
  }
}

/** @throws {ModelMismatchError} */
function refuseOther(collection: string, { bundle }: Encoder, asked: string | undefined): void {
  const { card } = bundle;
  if (asked !== undefined && asked !== modelName(card) && asked !== card.name)
    throw new ModelMismatchError(collection, modelName(card), asked);
}
