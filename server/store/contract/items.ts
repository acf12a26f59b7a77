import type { Filter } from '../filter/filter.ts';
import type { Patience } from '../slices.ts';

/** The items of collections: what was put in, and the picture that is kept of it. */
export interface Items {
  /**
   * Puts items in the place of those of their ids, if any: all of them, or none.
   * @throws {ItemExistsError} where one is that was to be put only if it is new
   */
  putItems(collection: string, items: readonly NewItem[]): Promise<PutResult[]>;
  /** @throws {UnknownItemError} as does every method that names one */
  getItem(collection: string, id: string): Promise<ItemRecord>;
  /** The kept picture; null if none is. */
  getImage(collection: string, id: string): Promise<StoredImage | null>;
  /** The same, to be read piece by piece. */
  openImage(collection: string, id: string): Promise<OpenImage | null>;
  /** Changes metadata by a JSON merge patch (RFC 7396). */
  patchMetadata(collection: string, id: string, patch: JsonText): Promise<ItemRecord>;
  deleteItem(collection: string, id: string): Promise<void>;

  /** Some items in the order in which they came. @throws {CursorInvalidError} */
  listItems(query: ListQuery): Promise<ItemPage>;
  /** Where pages of so many items begin, piece by piece, so that one far off can be read alone. */
  markItems(query: MarkQuery): Promise<ItemMarks>;
  /**
   * Deletes the items that are there now and pass, piece by piece; resolves to their number.
   * @throws {TooSlowError} that tells how many are deleted
   */
  deleteItems(collection: string, filter: Filter, patience?: Patience): Promise<number>;
}

/**
 * A JSON object as text. Metadata is handed on as it was checked, and read only where a filter
 * asks: what it looks like inside costs nobody else anything.
 */
export type JsonText = string;

export interface StoredImage {
  /** Media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A picture to be kept. */
export interface NewImage extends StoredImage {
  /** Of a preview, the longer side in pixels; 0 of an original. */
  readonly side: number;
}

/** A kept picture that is checked and not held in memory. */
export interface OpenImage {
  /** Media type. */
  readonly type: string;
  readonly length: number;
  /** @returns null if the item has been changed or deleted since it was opened */
  read(from: number, length: number): Promise<Uint8Array | null>;
}

export interface ModelVector {
  readonly model: string;
  /** float32 [dimensions], of any length but zero. */
  readonly vector: Float32Array;
}

export interface NewItem {
  readonly id: string;
  readonly metadata: JsonText;
  /** One of the collection's model, and of its next and previous ones as far as they can be had. */
  readonly vectors: readonly ModelVector[];
  readonly image: NewImage | null;
  /** Digest of the picture's bytes as they came; null for an item that was put in as a vector. */
  readonly content: string | null;
  /** What was done to a picture of other than 8 bits; null for all others. */
  readonly depth: string | null;
  /** Whether it may not take the place of an item that is there. */
  readonly onlyIfNew?: boolean;
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

export interface ListQuery {
  readonly collection: string;
  readonly limit: number;
  readonly filter?: Filter | undefined;
  /** Only items that have no vector of this model. */
  readonly lacking?: string | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** A later mark or `next`, at which the listing ends. */
  readonly until?: string | undefined;
}

export interface MarkQuery {
  readonly collection: string;
  /** Items from one mark to the next. */
  readonly every: number;
  /** The last mark of the piece before. */
  readonly cursor?: string | undefined;
}

export interface ItemMarks {
  /** A cursor after each so many items; not empty before the end. */
  readonly marks: readonly string[];
  /** Items after the last of all marks; null before the end. */
  readonly rest: number | null;
}

export interface ItemPage {
  readonly items: readonly ItemRecord[];
  /** What to go on with; null at the end. Any page may be short, even empty, before that. */
  readonly next: string | null;
}
