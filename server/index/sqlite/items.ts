import type { DatabaseSync } from 'node:sqlite';
import { UnknownItemError } from '../../errors/UnknownItemError.ts';
import type { ItemRecord, NewItem, StoredImage } from '../store.ts';
import { fromBytes, toBytes } from '../vectors.ts';
import { collectionsOf } from './collections.ts';

interface Row {
  readonly key: number;
  readonly metadata: string;
  readonly created: string;
  readonly updated: string;
}

/** The items' statements over one connection. */
export function itemsOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const byId = database.prepare(
    'SELECT key, metadata, created, updated FROM items WHERE collection = ? AND id = ?',
  );
  const insert = database.prepare(
    'INSERT INTO items (collection, id, metadata, created, updated) VALUES (?, ?, ?, ?, ?)',
  );
  const update = database.prepare('UPDATE items SET metadata = ?, updated = ? WHERE key = ?');
  const remove = database.prepare('DELETE FROM items WHERE key = ?');
  const models = database.prepare('SELECT model FROM vectors WHERE item = ? ORDER BY model');
  const vector = database.prepare('SELECT data FROM vectors WHERE item = ? AND model = ?');
  const insertVector = database.prepare(
    'INSERT INTO vectors (item, collection, model, data) VALUES (?, ?, ?, ?)',
  );
  const removeVectors = database.prepare('DELETE FROM vectors WHERE item = ?');
  const hasImage = database.prepare('SELECT 1 FROM images WHERE item = ?');
  const image = database.prepare('SELECT type, data FROM images WHERE item = ?');
  const insertImage = database.prepare('INSERT INTO images (item, type, data) VALUES (?, ?, ?)');
  const removeImage = database.prepare('DELETE FROM images WHERE item = ?');

  function find(collection: string, id: string): Row {
    const row = byId.get(collections.keyOf(collection), id) as unknown as Row | undefined;
    if (row === undefined) throw new UnknownItemError(collection, id);
    return row;
  }

  function get(collection: string, id: string): ItemRecord {
    const { key, metadata, created, updated } = find(collection, id);
    return {
      collection,
      id,
      metadata: JSON.parse(metadata),
      models: models.all(key).map((row) => row.model as string),
      hasImage: hasImage.get(key) !== undefined,
      created,
      updated,
    };
  }

  /** The item's key, made new or emptied of what belonged to its former picture. */
  function place({ collection, id, metadata }: NewItem, owner: number): [number, boolean] {
    const now = new Date().toISOString();
    const text = JSON.stringify(metadata);
    const existing = byId.get(owner, id) as unknown as Row | undefined;
    if (existing === undefined) {
      insert.run(owner, id, text, now, now);
      return [find(collection, id).key, true];
    }
    update.run(text, now, existing.key);
    removeVectors.run(existing.key);
    removeImage.run(existing.key);
    return [existing.key, false];
  }

  return {
    get,
    put(item: NewItem): { created: boolean; item: ItemRecord } {
      const owner = collections.keyOf(item.collection);
      const [key, created] = place(item, owner);
      insertVector.run(key, owner, item.model, toBytes(item.vector));
      if (item.image !== null) insertImage.run(key, item.image.type, item.image.bytes);
      return { created, item: get(item.collection, item.id) };
    },
    delete(collection: string, id: string): void {
      remove.run(find(collection, id).key);
    },
    getImage(collection: string, id: string): StoredImage | null {
      const row = image.get(find(collection, id).key);
      if (row === undefined) return null;
      return { type: row.type as string, bytes: row.data as Uint8Array };
    },
    getVector(collection: string, id: string, model: string): Float32Array | null {
      const row = vector.get(find(collection, id).key, model);
      return row === undefined ? null : fromBytes(row.data as Uint8Array);
    },
  };
}
