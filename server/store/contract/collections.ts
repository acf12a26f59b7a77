/** Collections of items, each searched by one model. */
export interface Collections {
  /** Makes a collection, or sets the options of one that is there. */
  putCollection(
    name: string,
    options?: CollectionOptions,
  ): Promise<{ created: boolean; collection: CollectionRecord }>;
  listCollections(): Promise<CollectionRecord[]>;
  /** @throws {UnknownCollectionError} as does every method that names one */
  getCollection(name: string): Promise<CollectionRecord>;
  deleteCollection(name: string): Promise<void>;
}

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
  /** The model that its vectors are being made by as well, to be searched by next. */
  readonly next: string | null;
  /** The model that it was searched by before, whose vectors are kept for a way back. */
  readonly previous: string | null;
  /** When its model was changed the last time, ISO 8601; null if it never was. */
  readonly switched: string | null;
  readonly items: number;
  /** Number of vectors by the model that made them. */
  readonly vectors: Readonly<Record<string, number>>;
}

export const defaultCollection = 'default';
