import type { JsonText, NewItem } from './items.ts';

/** Items that follow the files of a folder: each is the picture in the file whose path is its id. */
export interface Files {
  /** Some of the items that follow a folder's files, in the order in which they came. */
  listFollowing(query: FollowingQuery): Promise<FollowingPage>;
  /** Items by their ids, whatever they follow. */
  findFollowing(
    collection: string,
    ids: readonly string[],
    model: string,
  ): Promise<FollowingItem[]>;
  /** For each of the contents that an item has, one item that can be copied in place of embedding. */
  findCopies(query: CopyQuery): Promise<Copyable[]>;
  /** Makes items what their files are, each alone: what has been changed meanwhile stays. */
  followFiles(collection: string, files: readonly FileWrite[]): Promise<FileOutcome[]>;
  /** Gives items that follow files the paths that these have now; all at once, so they may change places. */
  moveItems(collection: string, moves: readonly FileMove[]): Promise<FileOutcome[]>;
  /** Deletes the items that are still of the given versions; resolves to their number. */
  deleteVersions(collection: string, items: readonly ItemVersion[]): Promise<number>;
}

export interface ItemVersion {
  readonly id: string;
  /** `version` of its record. */
  readonly version: string;
}

/** A file as it was when its item was made of it. */
export interface FollowedFile {
  /** The folder's real path. */
  readonly folder: string;
  /** Changes when the file does: then its content is compared. */
  readonly stamp: string;
  /** What the folder says of the picture: of an item's metadata, the part that follows it. */
  readonly metadata: JsonText;
}

export interface FollowingItem extends ItemVersion {
  readonly content: string | null;
  /** Whether it has a vector of the model that was asked for. */
  readonly embedded: boolean;
  /** What it follows; null for an item that was put in by itself. `metadata` by its digest. */
  readonly file: (Omit<FollowedFile, 'metadata'> & { readonly metadataDigest: string }) | null;
  /** Whether its metadata names its id as its path, as an item has that was made of a file. */
  readonly named: boolean;
}

export interface FollowingQuery {
  readonly collection: string;
  readonly folder: string;
  readonly model: string;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: number | undefined;
}

export interface FollowingPage {
  readonly items: readonly FollowingItem[];
  /** Null at the end. */
  readonly next: number | null;
}

export interface CopyQuery {
  readonly collection: string;
  readonly contents: readonly string[];
  readonly model: string;
  /** Whether the item has to have a kept picture. */
  readonly image: boolean;
}

export interface Copyable extends ItemVersion {
  readonly content: string;
}

/** What an item becomes, and the version that it is of until then; null where there is none. */
export interface FileWrite {
  readonly id: string;
  readonly expected: string | null;
  readonly file: FollowedFile;
  /** A picture that has been embedded; what another item has of one model; what it has already. */
  readonly picture: Omit<NewItem, 'id' | 'metadata'> | (ItemVersion & { model: string }) | null;
}

export interface FileMove {
  readonly from: ItemVersion;
  readonly to: string;
  /** The version of the item that had the id until then, if any. */
  readonly replaces: string | null;
  readonly file: FollowedFile;
}

/** `overtaken`: an item that it takes is not what it was. `metadata`: it would have too much. */
export type FileOutcome = 'done' | 'overtaken' | 'metadata';
