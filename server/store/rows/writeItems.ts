import type { DatabaseSync } from 'node:sqlite';
import {
  ItemExistsError,
  MetadataInvalidError,
  ModelChangedError,
} from '../../errors/collections.ts';
import { limits } from '../../limits.ts';
import type { CollectionRecord } from '../contract/collections.ts';
import type { ItemRecord, JsonText, NewItem, PutResult } from '../contract/items.ts';
import { mergePatch } from '../mergePatch.ts';
import { toBytes } from '../vectors.ts';
import { collectionsOf } from './collections.ts';
import { type ItemRow, itemRowsOf } from './itemRows.ts';
import { rowChecksOf } from './rowChecks.ts';
import { imageSum, itemSum, vectorSum } from './sums.ts';

/** Putting, changing and deleting items, within a transaction of the caller's. */
export function writeItemsOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const { lookup, find, record } = itemRowsOf(database);
  const checks = rowChecksOf(database);
  const insert = database.prepare(
    `INSERT INTO items (collection, id, metadata, content, depth, created, updated, sum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = database.prepare(
    `UPDATE items SET id = ?, metadata = ?, content = ?, depth = ?, revision = ?, created = ?,
         updated = ?, sum = ?
       WHERE key = ?`,
  );
  const setFirstModel = database.prepare(
    `UPDATE collections
       SET model = ?1, next = nullif(next, ?1), previous = CASE model WHEN ?1 THEN previous END
       WHERE key = ?2 AND NOT EXISTS (
         SELECT 1 FROM counts WHERE collection = ?2 AND model = collections.model)`,
  );
  const remove = database.prepare('DELETE FROM items WHERE key = ?');
  const insertVector = database.prepare(
    'INSERT INTO vectors (item, collection, model, data, sum) VALUES (?, ?, ?, ?, ?)',
  );
  const removeVectors = database.prepare('DELETE FROM vectors WHERE item = ?');
  const insertImage = database.prepare(
    'INSERT INTO images (item, type, data, sum) VALUES (?, ?, ?, ?)',
  );
  const insertPreview = database.prepare('INSERT INTO previews (item, side) VALUES (?, ?)');
  const removePreview = database.prepare('DELETE FROM previews WHERE item = ?');
  const removeImage = database.prepare('DELETE FROM images WHERE item = ?');
  const forgetFile = database.prepare('DELETE FROM files WHERE item = ?');

  function rewrite(row: ItemRow): void {
    const { key, id, metadata, content, depth, revision, created, updated } = row;
    update.run(id, metadata, content, depth, revision, created, updated, itemSum(row), key);
  }

  /** The item's key, made new or emptied of what belonged to its former picture. */
  function place({ id, metadata, content, depth }: NewItem, owner: number): [number, boolean] {
    const now = new Date().toISOString();
    const existing = lookup(owner, id);
    if (existing === undefined) {
      const row = { collection: owner, id, metadata, content, depth, revision: 1 };
      const sum = itemSum({ ...row, created: now, updated: now });
      const { lastInsertRowid } = insert.run(owner, id, metadata, content, depth, now, now, sum);
      return [Number(lastInsertRowid), true];
    }
    rewrite({
      ...existing,
      metadata,
      content,
      depth,
      revision: existing.revision + 1,
      updated: now,
    });
    removeVectors.run(existing.key);
    removeImage.run(existing.key);
    removePreview.run(existing.key);
    forgetFile.run(existing.key);
    return [existing.key, false];
  }

  /** Its vectors of the collection's models, that of the first among them. */
  function current(item: NewItem, { name, model, next, previous }: CollectionRecord) {
    const vectors = item.vectors.filter((one) => [model, next, previous].includes(one.model));
    if (vectors.some((one) => one.model === model)) return vectors;
    throw new ModelChangedError(name);
  }

  function put(collection: CollectionRecord, owner: number, item: NewItem): PutResult {
    if (item.onlyIfNew && lookup(owner, item.id) !== undefined)
      throw new ItemExistsError(collection.name, item.id);
    const vectors = current(item, collection);
    const [key, created] = place(item, owner);
    for (const { model, vector } of vectors) {
      const row = { item: key, collection: owner, model, data: toBytes(vector) };
      insertVector.run(key, owner, model, row.data, vectorSum(row));
    }
    if (item.image !== null) {
      const { type, bytes, side } = item.image;
      insertImage.run(key, type, bytes, imageSum({ item: key, type, data: bytes }));
      insertPreview.run(key, side);
    }
    return { created, item: record(collection.name, lookup(owner, item.id)!) };
  }

  return {
    put(collection: string, items: readonly NewItem[]): PutResult[] {
      const owner = collections.keyOf(collection);
      const first = items[0]?.vectors[0]?.model;
      if (first !== undefined) setFirstModel.run(first, owner);
      const record = collections.get(collection);
      return items.map((item) => put(record, owner, item));
    },
    patch(collection: string, id: string, patch: JsonText): ItemRecord {
      const row = find(collection, id);
      checks.item(row);
      const merged = JSON.stringify(mergePatch(JSON.parse(row.metadata), JSON.parse(patch)));
      const bytes = Buffer.byteLength(merged);
      if (bytes > limits.metadataBytes)
        throw new MetadataInvalidError(
          `would take ${bytes} bytes, more than ${limits.metadataBytes}`,
        );
      rewrite({ ...row, metadata: merged, updated: new Date().toISOString() });
      return record(collection, find(collection, id));
    },
    /** Changes an item's row, its checksum with it. */
    rewrite,
    delete(collection: string, id: string): void {
      remove.run(find(collection, id).key);
    },
  };
}
