/** What any store of items and vectors offers. A model is named by its digest throughout. */
export interface Store {
  putCollection(name: string): Promise<{ created: boolean; collection: CollectionRecord }>;
  listCollections(): Promise<CollectionRecord[]>;
  /** @throws {UnknownCollectionError} as does every method that names one */
  getCollection(name: string): Promise<CollectionRecord>;
  deleteCollection(name: string): Promise<void>;

  /** Puts an item in the place of the one of this id, if any; resolves once it is durable. */
  putItem(item: NewItem): Promise<{ created: boolean; item: ItemRecord }>;
  /** @throws {UnknownItemError} as do the methods below */
  getItem(collection: string, id: string): Promise<ItemRecord>;
  /** The kept picture; null for an item that was put in as a vector. */
  getImage(collection: string, id: string): Promise<StoredImage | null>;
  /** The item's vector of one model; null if it has none. */
  getVector(collection: string, id: string, model: string): Promise<Float32Array | null>;
  deleteItem(collection: string, id: string): Promise<void>;

  /** The nearest items by cosine among the vectors of one model. */
  search(query: SearchQuery): Promise<SearchAnswer>;

  close(): Promise<void>;
}

export type Metadata = Record<string, unknown>;

export interface CollectionRecord {
  readonly name: string;
  /** ISO 8601. */
  readonly created: string;
  readonly items: number;
  /** Number of vectors by the model that made them. */
  readonly vectors: Readonly<Record<string, number>>;
}

export interface StoredImage {
  /** Media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface NewItem {
  readonly collection: string;
  readonly id: string;
  readonly metadata: Metadata;
  readonly model: string;
  readonly vector: Float32Array;
  readonly image: StoredImage | null;
}

export interface ItemRecord {
  readonly collection: string;
  readonly id: string;
  readonly metadata: Metadata;
  /** The models of its vectors. */
  readonly models: readonly string[];
  readonly hasImage: boolean;
  /** ISO 8601. */
  readonly created: string;
  readonly updated: string;
}

export interface SearchQuery {
  readonly collection: string;
  readonly model: string;
  /** float32 [dimensions], of any length but zero. */
  readonly vector: Float32Array;
  readonly k: number;
}

export interface SearchHit {
  readonly id: string;
  /** Cosine similarity, -1 to 1. */
  readonly score: number;
  readonly metadata: Metadata;
}

export interface SearchAnswer {
  /** True if every comparable vector was compared, false for an approximate search. */
  readonly exact: boolean;
  /** Number of comparable vectors: those of the query's model in the collection. */
  readonly considered: number;
  /** Best first. */
  readonly hits: readonly SearchHit[];
}

export const defaultCollection = 'default';
