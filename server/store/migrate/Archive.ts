import type { CollectionRecord } from '../contract/collections.ts';

/** Of a collection what is moved beside its items. */
export type MovedCollection = Omit<CollectionRecord, 'items' | 'vectors'>;

/** All of an item. Keys are kept, so that versions stay what they are; times are ISO 8601. */
export interface MovedItem {
  readonly key: number;
  readonly id: string;
  readonly metadata: string;
  readonly content: string | null;
  readonly depth: string | null;
  readonly revision: number;
  readonly created: string;
  readonly updated: string;
  /** In the order of their models; float32, little-endian. */
  readonly vectors: readonly { readonly model: string; readonly data: Uint8Array }[];
  readonly image: {
    readonly type: string;
    readonly side: number | null;
    readonly data: Uint8Array;
  } | null;
  readonly file: {
    readonly folder: string;
    readonly stamp: string;
    readonly metadata: string;
  } | null;
}

export interface MovedNames {
  /** Digest of the model of new collections. */
  readonly serving: string | null;
  /** Names of models by their digests. */
  readonly models: ReadonlyMap<string, string>;
}

/** One state of an index, whatever is written meanwhile. */
export interface Source {
  /** Tells one index from another. */
  readonly identity: string;
  names(): Promise<MovedNames>;
  collections(): Promise<MovedCollection[]>;
  count(collection: string): Promise<number>;
  /** Some items after a key, by their keys; none at the end. */
  items(collection: string, after: number): Promise<MovedItem[]>;
  close(): Promise<void>;
}

/** An index that is being filled from one source. */
export interface Target {
  /** The last key that is there of a collection; 0 of one that is not. */
  lastKey(collection: string): Promise<number>;
  putCollection(collection: MovedCollection): Promise<void>;
  /** All of them, or none. */
  putItems(collection: string, items: readonly MovedItem[]): Promise<void>;
  /** What is there now, to be compared. */
  read(): Promise<Source>;
  /** To be served from now on. */
  finish(names: MovedNames): Promise<void>;
  close(): Promise<void>;
}

/** Items, and bytes of pictures, that are read and written at a time. */
export const page = { items: 200, bytes: 16 * 2 ** 20 };
