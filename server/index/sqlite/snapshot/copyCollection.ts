import type { DatabaseSync } from 'node:sqlite';
import { UnknownCollectionError } from '../../../errors/UnknownCollectionError.ts';

/**
 * Copies a collection from a database attached as `source` into this one, where it must be empty.
 * Keys are given out anew, in the same order.
 */
export function copyCollection(database: DatabaseSync, name: string): void {
  const key = (schema: string) =>
    database.prepare(`SELECT key FROM ${schema}.collections WHERE name = ?`).get(name)?.key;
  const from = key('source');
  if (from === undefined) throw new UnknownCollectionError(name);
  database
    .prepare(
      `INSERT INTO main.collections (name, created, keep, model)
         SELECT name, created, keep, model FROM source.collections WHERE key = ?
         ON CONFLICT (name) DO UPDATE
           SET created = excluded.created, keep = excluded.keep, model = excluded.model`,
    )
    .run(from);
  const to = key('main')!;
  database
    .prepare(
      `INSERT INTO main.items (collection, id, metadata, content, revision, created, updated)
         SELECT ?, id, metadata, content, revision, created, updated
           FROM source.items WHERE collection = ? ORDER BY key`,
    )
    .run(to, from);
  const pairs = `source.items AS old JOIN main.items AS new ON new.collection = ? AND new.id = old.id`;
  database
    .prepare(
      `INSERT INTO main.vectors (item, collection, model, data)
         SELECT new.key, new.collection, vectors.model, vectors.data
           FROM ${pairs} JOIN source.vectors AS vectors ON vectors.item = old.key
           WHERE old.collection = ? ORDER BY old.key, vectors.key`,
    )
    .run(to, from);
  database
    .prepare(
      `INSERT INTO main.images (item, type, data)
         SELECT new.key, images.type, images.data
           FROM ${pairs} JOIN source.images AS images ON images.item = old.key
           WHERE old.collection = ? ORDER BY old.key`,
    )
    .run(to, from);
}
