import type { DatabaseSync } from 'node:sqlite';
import { UnknownCollectionError } from '../../../errors/collections.ts';
import { offerResealing } from './resealing.ts';

/**
 * Copies a collection from a database attached as `source` into this one, where it must be empty.
 * Keys are given out anew, in the same order, and checksums with them, once the old ones are right.
 * @throws {DataCorruptError} if one is not
 */
export function copyCollection(database: DatabaseSync, name: string): void {
  const key = (schema: string) =>
    database.prepare(`SELECT key FROM ${schema}.collections WHERE name = ?`).get(name)?.key;
  const from = key('source');
  if (from === undefined) throw new UnknownCollectionError(name);
  offerResealing(database);
  database
    .prepare(
      `INSERT INTO main.collections (name, created, keep, model, previous, switched)
         SELECT name, created, keep, model, previous, switched FROM source.collections WHERE key = ?
         ON CONFLICT (name) DO UPDATE
           SET created = excluded.created, keep = excluded.keep, model = excluded.model,
             previous = excluded.previous, switched = excluded.switched`,
    )
    .run(from);
  const to = key('main')!;
  const columns = 'id, metadata, content, depth, revision, created, updated';
  database
    .prepare(
      `INSERT INTO main.items (collection, ${columns}, sum)
         SELECT ?1, ${columns}, resealed_item(sum, collection, ?1, ${columns})
           FROM source.items WHERE collection = ?2 ORDER BY key`,
    )
    .run(to, from);
  const pairs = `source.items AS old JOIN main.items AS new ON new.collection = ? AND new.id = old.id`;
  database
    .prepare(
      `INSERT INTO main.vectors (item, collection, model, data, sum)
         SELECT new.key, new.collection, v.model, v.data,
             resealed_vector(v.sum, v.item, v.collection, v.model, v.data, new.key, new.collection)
           FROM ${pairs} JOIN source.vectors AS v ON v.item = old.key
           WHERE old.collection = ? AND v.model IS NOT (
             SELECT next FROM source.collections WHERE key = old.collection)
           ORDER BY old.key, v.key`,
    )
    .run(to, from);
  database
    .prepare(
      `INSERT INTO main.images (item, type, data, sum)
         SELECT new.key, images.type, images.data,
             resealed_image(images.sum, images.item, images.type, images.data, new.key)
           FROM ${pairs} JOIN source.images AS images ON images.item = old.key
           WHERE old.collection = ? ORDER BY old.key`,
    )
    .run(to, from);
  database
    .prepare(
      `INSERT INTO main.previews (item, side) SELECT new.key, previews.side
         FROM ${pairs} JOIN source.previews AS previews ON previews.item = old.key
         WHERE old.collection = ?`,
    )
    .run(to, from);
  database.exec('INSERT OR IGNORE INTO main.models SELECT digest, name FROM source.models');
  database
    .prepare(
      `INSERT INTO main.files (item, collection, folder, stamp, metadata)
         SELECT new.key, new.collection, files.folder, files.stamp, files.metadata
           FROM ${pairs} JOIN source.files AS files ON files.item = old.key
           WHERE old.collection = ? ORDER BY old.key`,
    )
    .run(to, from);
}
