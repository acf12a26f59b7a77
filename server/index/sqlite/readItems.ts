import type { DatabaseSync } from 'node:sqlite';
import type { ItemRecord, StoredImage } from '../store.ts';
import { fromBytes } from '../vectors.ts';
import { collectionsOf } from './collections.ts';
import { itemRowsOf } from './itemRows.ts';

/** Looking at items. */
export function readItemsOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const { find, record } = itemRowsOf(database);
  const vector = database.prepare('SELECT data FROM vectors WHERE item = ? AND model = ?');
  const image = database.prepare('SELECT type, data FROM images WHERE item = ?');
  const withContent = database.prepare(
    `SELECT DISTINCT content FROM items
       WHERE collection = ? AND content IN (SELECT value FROM json_each(?))`,
  );
  return {
    get: (collection: string, id: string): ItemRecord => record(collection, find(collection, id)),
    getImage(collection: string, id: string): StoredImage | null {
      const row = image.get(find(collection, id).key);
      if (row === undefined) return null;
      return { type: row.type as string, bytes: row.data as Uint8Array };
    },
    getVector(collection: string, id: string, model: string): Float32Array | null {
      const row = vector.get(find(collection, id).key, model);
      return row === undefined ? null : fromBytes(row.data as Uint8Array);
    },
    findContents: (collection: string, contents: readonly string[]): string[] =>
      withContent
        .all(collections.keyOf(collection), JSON.stringify(contents))
        .map((row) => row.content as string),
  };
}
