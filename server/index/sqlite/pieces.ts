import type { DatabaseSync } from 'node:sqlite';
import { limits } from '../../config/limits.ts';
import { VectorsInUseError } from '../../errors/VectorsInUseError.ts';
import type { Filter } from '../filter/filter.ts';
import { collectionsOf } from './collections.ts';
import { filterSql } from './filterSql.ts';

/** What one piece of a longer work did, and the key that the next begins after; null at the end. */
export interface Piece {
  readonly done: number;
  readonly next: number | null;
}

/** Long deletions in pieces, each a transaction of the caller's, so that other writes get between. */
export function piecesOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const newest = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'items'");
  const pieceEnd = database.prepare(
    `SELECT key FROM items INDEXED BY items_by_collection
       WHERE collection = ? AND key > ? ORDER BY key LIMIT 1 OFFSET ?`,
  );
  const dropVectors = database.prepare(
    `DELETE FROM vectors WHERE key IN (
       SELECT key FROM vectors INDEXED BY vectors_by_model
         WHERE collection = ? AND model = ? LIMIT ?)`,
  );
  return {
    /** The key up to which items are there now. */
    newestItem: (): number => (newest.get()?.seq as number | undefined) ?? 0,

    deleteItems(collection: string, filter: Filter, after: number, newestItem: number): Piece {
      const owner = collections.keyOf(collection);
      const row = pieceEnd.get(owner, after, limits.itemsPerPiece - 1);
      const end = Math.min((row?.key as number | undefined) ?? newestItem, newestItem);
      const { sql, values } = filterSql(filter);
      const { changes } = database
        .prepare(
          `DELETE FROM items WHERE key IN (
             SELECT key FROM items INDEXED BY items_by_collection
               WHERE collection = ? AND key > ? AND key <= ? AND ${sql})`,
        )
        .run(owner, after, end, ...values);
      return { done: Number(changes), next: end < newestItem ? end : null };
    },

    dropVectors(collection: string, model: string): Piece {
      if (collections.get(collection).model === model)
        throw new VectorsInUseError(collection, model);
      const owner = collections.keyOf(collection);
      const done = Number(dropVectors.run(owner, model, limits.itemsPerPiece).changes);
      return { done, next: done < limits.itemsPerPiece ? null : 0 };
    },
  };
}
