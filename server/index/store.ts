import type { SelfsameError } from '@selfsame/models';
import type { Filter } from './filter/filter.ts';
import type { Patience } from './slices.ts';

/**
 * What any store of items and vectors offers. A model is named by its digest throughout. A write
 * resolves once it is durable, and is seen by every call after that. What may take long takes as long
 * as it is given patience; without any it may take as long as any call.
 */
export interface Store {
  /** Makes a collection, or sets the options of one that is there. */
  putCollection(
    name: string,
    options?: CollectionOptions,
  ): Promise<{ created: boolean; collection: CollectionRecord }>;
  listCollections(): Promise<CollectionRecord[]>;
  /** @throws {UnknownCollectionError} as does every method that names one */
  getCollection(name: string): Promise<CollectionRecord>;
  deleteCollection(name: string): Promise<void>;

  /** Puts items in the place of those of their ids, if any: all of them, or none. */
  putItems(collection: string, items: readonly NewItem[]): Promise<PutResult[]>;
  /** @throws {UnknownItemError} as does every method that names one */
  getItem(collection: string, id: string): Promise<ItemRecord>;
  /** The kept picture; null if none is. */
  getImage(collection: string, id: string): Promise<StoredImage | null>;
  /** The item's vector of one model; null if it has none. */
  getVector(collection: string, id: string, model: string): Promise<Float32Array | null>;
  /** Changes metadata by a JSON merge patch (RFC 7396). */
  patchMetadata(collection: string, id: string, patch: JsonText): Promise<ItemRecord>;
  deleteItem(collection: string, id: string): Promise<void>;

  /** Some items in the order in which they came. @throws {CursorInvalidError} */
  listItems(query: ListQuery): Promise<ItemPage>;
  /**
   * Deletes the items that are there now and pass, piece by piece; resolves to their number.
   * @throws {TooSlowError} that tells how many are deleted
   */
  deleteItems(collection: string, filter: Filter, patience?: Patience): Promise<number>;
  /** Those of the digests that some item has as its `content`. */
  findContents(collection: string, contents: readonly string[]): Promise<string[]>;

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

  /** The nearest items by cosine among the vectors of one model. @throws {TooSlowError} */
  search(query: SearchQuery, patience?: Patience): Promise<SearchAnswer>;
  /**
   * What a search has left out of its hits, for some of them, in the order of the keys and as far
   * as `aheadBytes` go: null where an item is there no more. At least one, if any is asked for.
   */
  readHits(keys: readonly number[], vectors: boolean): Promise<(HitDetails | null)[]>;
  /** Groups of items each of which is near another of its group, as far as there is time. */
  findDuplicates(query: DuplicatesQuery, patience?: Patience): Promise<DuplicatesAnswer>;

  /** Copies one state of a collection to a file while all else goes on. */
  createSnapshot(collection: string): Promise<SnapshotRecord>;
  listSnapshots(collection: string): Promise<SnapshotList>;

  /** What has been found to be damaged since the store was opened; null if nothing was. */
  damage(): SelfsameError | null;

  /** May be called again. */
  close(): Promise<void>;
}

/**
 * A JSON object as text. Metadata is handed on as it was checked, and read only where a filter
 * asks: what it looks like inside costs nobody else anything.
 */
export type JsonText = string;

/** What is kept of a picture: its bytes, a bounded copy, or nothing. */
export const keeps = ['original', 'preview', 'none'] as const;
export type Keep = (typeof keeps)[number];

export interface CollectionOptions {
  readonly keep?: Keep | undefined;
}

export interface CollectionRecord {
  readonly name: string;
  /** ISO 8601. */
  readonly created: string;
  readonly keep: Keep;
  /** The model whose vectors it is searched by; null until the first vector. */
  readonly model: string | null;
  readonly items: number;
  /** Number of vectors by the model that made them. */
  readonly vectors: Readonly<Record<string, number>>;
}

export interface StoredImage {
  /** Media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface ModelVector {
  readonly model: string;
  /** float32 [dimensions], of any length but zero. */
  readonly vector: Float32Array;
}

export interface NewItem {
  readonly id: string;
  readonly metadata: JsonText;
  /** One, or one of each of two models. */
  readonly vectors: readonly ModelVector[];
  readonly image: StoredImage | null;
  /** Digest of the picture's bytes as they came; null for an item that was put in as a vector. */
  readonly content: string | null;
  /** What was done to a picture of other than 8 bits; null for all others. */
  readonly depth: string | null;
}

export interface PutResult {
  readonly created: boolean;
  readonly item: ItemRecord;
}

export interface ItemRecord {
  readonly collection: string;
  readonly id: string;
  readonly metadata: JsonText;
  /** The models of its vectors. */
  readonly models: readonly string[];
  readonly hasImage: boolean;
  readonly content: string | null;
  readonly depth: string | null;
  /** Changes with every put, and never comes again; a metadata patch leaves it. */
  readonly version: string;
  /** ISO 8601. */
  readonly created: string;
  readonly updated: string;
}

export interface VersionedVector {
  readonly id: string;
  readonly version: string;
  readonly vector: Float32Array;
}

export interface ListQuery {
  readonly collection: string;
  readonly limit: number;
  readonly filter?: Filter | undefined;
  /** Only items that have no vector of this model. */
  readonly lacking?: string | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
}

export interface ItemPage {
  readonly items: readonly ItemRecord[];
  /** What to go on with; null at the end. Any page may be short, even empty, before that. */
  readonly next: string | null;
}

export interface SearchQuery {
  readonly collection: string;
  readonly model: string;
  /** float32 [dimensions], of any length but zero. */
  readonly vector: Float32Array;
  readonly k: number;
  readonly filter?: Filter | undefined;
  /** The least score of a hit. */
  readonly minScore?: number | undefined;
  /** Whether hits carry their vectors. */
  readonly vectors?: boolean | undefined;
  /** Bytes of metadata that come with the hits; `aheadBytes` by default. */
  readonly mostBytes?: number | undefined;
  /** Compare every vector, however long it takes. */
  readonly exact?: boolean | undefined;
  /** Search by the graph, with so many candidates in view: more find more and take longer. */
  readonly ef?: number | undefined;
}

export interface HitDetails {
  readonly metadata: JsonText;
  readonly vector?: Float32Array | undefined;
}

export interface SearchHit {
  readonly id: string;
  /** Cosine similarity, -1 to 1. */
  readonly score: number;
  /** What `readHits` takes, for as long as the item stays as it is. */
  readonly key: number;
  /** Null where those of the hits before it were much already. */
  readonly details: HitDetails | null;
}

export interface SearchAnswer {
  /** True if every vector that passes the filter was compared, false for an approximate search. */
  readonly exact: boolean;
  /**
   * Number of comparable vectors: those of the query's model in the collection. With a filter those
   * of items that pass it, of which an approximate search counts what it came across.
   */
  readonly considered: number;
  /** False if the filter left fewer hits within reach than were asked for and may be there. */
  readonly complete: boolean;
  /** Best first. */
  readonly hits: readonly SearchHit[];
}

export interface DuplicatesQuery {
  readonly collection: string;
  readonly model: string;
  /** Cosine from which two items belong together. */
  readonly minScore: number;
  /** Largest number of groups to answer. */
  readonly limit: number;
}

export interface DuplicateGroup {
  /** By id; at least two. The score is that of the nearest other item. */
  readonly items: readonly { readonly id: string; readonly score: number }[];
}

export interface DuplicatesAnswer {
  /** Largest first. */
  readonly groups: readonly DuplicateGroup[];
  /** How many groups there are, more than were asked for included. */
  readonly total: number;
  readonly exact: boolean;
  /** Items whose neighbours were looked at, of `considered`: fewer if time ran out. */
  readonly compared: number;
  readonly considered: number;
}

export interface SnapshotRecord {
  readonly name: string;
  readonly collection: string;
  /** ISO 8601. */
  readonly created: string;
  readonly items: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface SnapshotList {
  /** Oldest first. */
  readonly snapshots: readonly SnapshotRecord[];
  /** Descriptions of snapshots that are not right, and why. */
  readonly broken: readonly { readonly file: string; readonly reason: string }[];
}

export const defaultCollection = 'default';
