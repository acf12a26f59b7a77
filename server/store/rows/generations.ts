import type { DatabaseSync } from 'node:sqlite';
import type { VersionedVector } from '../contract/vectors.ts';
import { toBytes } from '../vectors.ts';
import { collectionsOf } from './collections.ts';
import { itemRowsOf, versionOf } from './itemRows.ts';
import { vectorSum } from './sums.ts';

/** Adding vectors of another model to items, within a transaction of the caller's. */
export function putVectorsOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const { lookup } = itemRowsOf(database);
  const insert = database.prepare(
    `INSERT INTO vectors (item, collection, model, data, sum) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (item, model) DO NOTHING`,
  );
  return (collection: string, model: string, vectors: readonly VersionedVector[]): number => {
    const owner = collections.keyOf(collection);
    let added = 0;
    for (const { id, version, vector } of vectors) {
      const row = lookup(owner, id);
      // What was put anew meanwhile is another picture.
      if (row === undefined || versionOf(row) !== version) continue;
      const data = toBytes(vector);
      const sum = vectorSum({ item: row.key, collection: owner, model, data });
      added += Number(insert.run(row.key, owner, model, data, sum).changes);
    }
    return added;
  };
}
