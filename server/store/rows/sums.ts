import { crc32 } from 'node:zlib';

/**
 * Checksums of rows (CRC-32), kept beside them: SQLite itself has none, so that a value that has
 * changed on the disk would be taken for what was written. Each is over its row's place as well:
 * values that have changed places do not pass either.
 */

/** An item as its checksum has it; `collection` is a key, `metadata` JSON. */
export interface SummedItem {
  readonly collection: number;
  readonly id: string;
  readonly metadata: string;
  readonly content: string | null;
  readonly depth: string | null;
  readonly revision: number;
  readonly created: string;
  readonly updated: string;
}

export interface SummedVector {
  /** The item's key. */
  readonly item: number;
  readonly collection: number;
  readonly model: string;
  readonly data: Uint8Array;
}

export interface SummedImage {
  /** The item's key. */
  readonly item: number;
  readonly type: string;
  readonly data: Uint8Array;
}

export const itemSum = (row: SummedItem): number =>
  crc32(
    [
      row.collection,
      row.id,
      row.revision,
      row.created,
      row.updated,
      row.content,
      row.depth,
      row.metadata,
    ].join('\0'),
  );

export const vectorSum = ({ item, collection, model, data }: SummedVector): number =>
  crc32(data, crc32(`${item} ${collection} ${model}`));

export const imageSum = ({ item, type, data }: SummedImage): number =>
  crc32(data, crc32(`${item} ${type}`));
