import type { DatabaseSync } from 'node:sqlite';
import { limits } from '../../limits.ts';
import type { Filter } from '../filter/filter.ts';
import { predicateOf } from '../filter/predicate.ts';
import { beginSlice } from '../slices.ts';
import { collectionsOf } from './collections.ts';
import { type ItemRow, itemColumns } from './itemRows.ts';
import { rowChecksOf } from './rowChecks.ts';

/** What one piece of a longer work did, and the key that the next begins after; null at the end. */
export interface Piece {
  readonly done: number;
  readonly next: number | null;
}

/** Long deletions in pieces, each a transaction of the caller's, so that other writes get between. */
export function piecesOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const checks = rowChecksOf(database);
  const newest = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'items'");
  const itemsAfter = database.prepare(
    `SELECT ${itemColumns} FROM items INDEXED BY items_by_collection
       WHERE collection = ? AND key > ? AND key <= ? ORDER BY key`,
  );
  const deleteItem = database.prepare('DELETE FROM items WHERE key = ?');

  /** The keys of items that pass, as far as one slice goes, and where the next begins. */
  function passing(owner: number, filter: Filter, after: number, upTo: number) {
    const passes = predicateOf(filter);
    const isOver = beginSlice();
    const keys: number[] = [];
    for (const found of itemsAfter.iterate(owner, after, upTo)) {
      const row = found as unknown as ItemRow;
      checks.item(row);
      if (passes(row.metadata)) keys.push(row.key);
      if (keys.length === limits.itemsPerPiece || isOver()) return { keys, next: row.key };
    }
    return { keys, next: null };
  }

  return {
    /** The key up to which items are there now. */
    newestItem: (): number => (newest.get()?.seq as number | undefined) ?? 0,

    deleteItems(collection: string, filter: Filter, after: number, newestItem: number): Piece {
      const owner = collections.keyOf(collection);
      const { keys, next } = passing(owner, filter, after, newestItem);
      for (const key of keys) deleteItem.run(key);
      return { done: keys.length, next };
    },
  };
}
