import type { CollectionRecord } from './collections.ts';

/** The vectors of items, of one model or, while it is changed for another, of two. */
export interface ModelVectors {
  /** Notes the name of a model, so that it can be told by it where its bundle is gone. */
  nameModel(digest: string, name: string): Promise<void>;
  /** Names of models by their digests. */
  modelNames(): Promise<ReadonlyMap<string, string>>;

  /** The item's vector of one model; null if it has none. */
  getVector(collection: string, id: string, model: string): Promise<Float32Array | null>;
  /** Adds vectors of a second model to the items that are still of the given version. */
  putVectors(
    collection: string,
    model: string,
    vectors: readonly VersionedVector[],
  ): Promise<number>;
  /** Makes a model's vectors those that the collection is searched by. */
  switchModel(collection: string, model: string): Promise<CollectionRecord>;
  /** Drops a model's vectors, piece by piece. @throws {VectorsInUseError} */
  dropModel(collection: string, model: string): Promise<number>;
}

export interface VersionedVector {
  readonly id: string;
  readonly version: string;
  readonly vector: Float32Array;
}
