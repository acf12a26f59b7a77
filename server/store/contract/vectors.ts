import type { CollectionRecord } from './collections.ts';
import type { ItemVersion } from './files.ts';

/**
 * The generations of a collection's vectors: that of the model that it is searched by and, while that
 * is changed for another, those of the next model and of the previous one. What is put in has a
 * vector of the first, and may have one of each.
 */
export interface Generations {
  /** Notes the name of a model, so that it can be told by it where its bundle is gone. */
  nameModel(digest: string, name: string): Promise<void>;
  /** Names of models by their digests. */
  modelNames(): Promise<ReadonlyMap<string, string>>;

  /** The item's vector of one model; null if it has none. */
  getVector(collection: string, id: string, model: string): Promise<Float32Array | null>;
  /** Begins a generation of vectors, to be searched by later: the collection's next model. */
  beginGeneration(collection: string, model: string): Promise<CollectionRecord>;
  /**
   * Adds vectors to the items that are still of the given versions and have none of the model, as
   * long as it is one of the collection's; resolves to their number.
   */
  putVectors(
    collection: string,
    model: string,
    vectors: readonly VersionedVector[],
  ): Promise<number>;
  /** Which items have no vector of a model, and which are there of a lesser copy than it could see. */
  lacking(collection: string, model: string, inputSide: number): Promise<Lacking>;
  /** Whether a search by a model's vectors takes no longer for want of an index. */
  isIndexed(collection: string, model: string): Promise<boolean>;
  /**
   * Makes a model that the collection searches by, in one step, and keeps the vectors of the one until
   * then; what was kept before goes. Null, and nothing is changed, if an item has no vector of it
   * that is not among those that may lack it.
   */
  switchModel(
    collection: string,
    model: string,
    mayLack: MayLack,
  ): Promise<CollectionRecord | null>;
  /** Gives up the next generation; its vectors go, unless they are kept as those of the previous. */
  endGeneration(collection: string, model: string): Promise<void>;
  /**
   * Drops a model's vectors, piece by piece, also if the store is closed in between and opened again.
   * @throws {VectorsInUseError} for those that are searched
   */
  dropModel(collection: string, model: string): Promise<number>;

  /** The map that is kept of a model's vectors, which goes when they do; null where there is none. */
  getMap(collection: string, model: string): Promise<string | null>;
  /** Keeps a map; not, and false, where the model is none of the collection's (any more). */
  putMap(collection: string, model: string, map: string): Promise<boolean>;
}

export interface VersionedVector {
  readonly id: string;
  readonly version: string;
  readonly vector: Float32Array;
}

/** Items that a switch may leave without a vector of its model: any, or those and all without a picture. */
export type MayLack =
  | 'any'
  | { readonly items: readonly ItemVersion[]; readonly pictureless: boolean };

/** How many items there are of a kind, and the ids of the first. */
export interface Named {
  readonly count: number;
  readonly ids: readonly string[];
}

export interface Lacking {
  /** Items with a kept picture and without a vector of the model. */
  readonly embeddable: number;
  /** Items without either: put in as vectors, or as pictures of which nothing is kept. */
  readonly vectors: Named;
  readonly unkept: Named;
  /** Items of which a preview is kept that is smaller than the model's input, or of an earlier version. */
  readonly smallPreviews: Named;
}

/** An item of whose kept picture no vector could be made, and why. */
export interface UnmadeItem {
  readonly collection: string;
  readonly id: string;
  readonly version: string;
  readonly code: string;
  readonly message: string;
}
