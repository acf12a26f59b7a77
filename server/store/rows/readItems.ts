import type { DatabaseSync } from 'node:sqlite';
import type { ItemRecord, StoredImage } from '../contract/items.ts';
import { fromBytes } from '../vectors.ts';
import { itemRowsOf } from './itemRows.ts';
import { rowChecksOf, type Sealed } from './rowChecks.ts';
import type { SummedImage, SummedVector } from './sums.ts';

/** Where a kept picture is, as long as its item is as it was. */
export interface ImagePlace {
  /** The item's key. */
  readonly item: number;
  readonly revision: number;
  readonly type: string;
  readonly length: number;
}

export interface ImagePiece {
  readonly place: ImagePlace;
  readonly from: number;
  readonly length: number;
}

/** Looking at items. */
export function readItemsOf(database: DatabaseSync) {
  const { find, record } = itemRowsOf(database);
  const checks = rowChecksOf(database);
  const vector = database.prepare(
    'SELECT item, collection, model, data, sum FROM vectors WHERE item = ? AND model = ?',
  );
  const image = database.prepare('SELECT item, type, data, sum FROM images WHERE item = ?');
  const imagePiece = database.prepare(
    `SELECT substr(data, ?, ?) AS piece FROM images JOIN items ON items.key = images.item
       WHERE images.item = ? AND items.revision = ?`,
  );
  return {
    get(collection: string, id: string): ItemRecord {
      const row = find(collection, id);
      checks.item(row);
      return record(collection, row);
    },
    getImage(collection: string, id: string): StoredImage | null {
      const row = image.get(find(collection, id).key) as unknown as Sealed<SummedImage> | undefined;
      if (row === undefined) return null;
      checks.image(row);
      return { type: row.type, bytes: row.data };
    },
    imagePlace(collection: string, id: string): ImagePlace | null {
      const { key, revision } = find(collection, id);
      const row = image.get(key) as unknown as Sealed<SummedImage> | undefined;
      if (row === undefined) return null;
      checks.image(row);
      return { item: key, revision, type: row.type, length: row.data.byteLength };
    },
    imagePiece({ place: { item, revision }, from, length }: ImagePiece): Uint8Array | null {
      // The first byte of a blob has the number 1.
      const row = imagePiece.get(from + 1, length, item, revision);
      return (row?.piece as Uint8Array | undefined) ?? null;
    },
    getVector(collection: string, id: string, model: string): Float32Array | null {
      const { key } = find(collection, id);
      const row = vector.get(key, model) as unknown as Sealed<SummedVector> | undefined;
      if (row === undefined) return null;
      checks.vector(row);
      return fromBytes(row.data);
    },
  };
}
