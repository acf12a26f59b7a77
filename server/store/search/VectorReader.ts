/**
 * What a search asks of the rows: vectors of one model, and the items that they belong to. Keys grow
 * with time, and a key's vector never changes.
 * @throws {DataCorruptError} wherever a vector or an item is not what was written
 */
export interface VectorReader {
  /** Runs `read` over one state of the rows, whatever is written meanwhile. */
  snapshot<T>(read: () => T): T;
  /** @throws {UnknownCollectionError} */
  collectionKey(name: string): number;
  count(set: VectorSet): number;
  /** The sets of more than `limit` vectors that are of this model or of their collection's. */
  large(model: string, limit: number): VectorSet[];
  /** The vectors that came after `key`, in order. */
  after(set: VectorSet, key: number): Generator<StoredVector>;
  /** The newest vector that is still there among those up to `key`. */
  newestUpTo(set: VectorSet, key: number): StoredVector | undefined;
  keysAfter(set: VectorSet, key: number): Generator<number>;
  /** The metadata of the items that vectors belong to, as JSON. */
  metadataAfter(set: VectorSet, key: number): Generator<{ key: number; metadata: string }>;
  vector(key: number): Float32Array | undefined;
  isThere(key: number): boolean;
  /** The item that a vector belongs to; undefined if it is not there any more. */
  item(key: number): StoredItem | undefined;
  /** A number that changes whenever something has been written. */
  state(): number;
  /** The largest key that was ever given out. */
  newestKey(): number;
  /** A random name that these rows were given when they were made. */
  identity(): string;
}

export interface StoredVector {
  readonly key: number;
  readonly vector: Float32Array;
}

/** What of an item a search answers. */
export interface StoredItem {
  readonly id: string;
  /** JSON. */
  readonly metadata: string;
}

/** A collection's vectors of one model: what is searched together. */
export interface VectorSet {
  readonly collection: number;
  readonly model: string;
}

export const setName = ({ collection, model }: VectorSet) => `${collection} ${model}`;
