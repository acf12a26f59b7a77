import type { DatabaseSync } from 'node:sqlite';
import { limits } from '../../config/limits.ts';
import type { ItemPage, ListQuery } from '../store.ts';
import { collectionsOf } from './collections.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { filterSql } from './filterSql.ts';
import { type ItemRow, itemColumns, itemRowsOf } from './itemRows.ts';

/** Listing items by ascending key. */
export function listItemsOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const { record } = itemRowsOf(database);
  const scanEnd = database.prepare(
    'SELECT key FROM items WHERE collection = ? AND key > ? ORDER BY key LIMIT 1 OFFSET ?',
  );

  /** The last key that one page looks at, for a page that few items may pass into. */
  function endOf(owner: number, after: number): number {
    const row = scanEnd.get(owner, after, limits.itemsPerScan - 1);
    return (row?.key as number | undefined) ?? Number.MAX_SAFE_INTEGER;
  }

  return function listItems({ collection, limit, filter, lacking, cursor }: ListQuery): ItemPage {
    const owner = collections.keyOf(collection);
    const after = cursor === undefined ? 0 : fromCursor(cursor);
    const end = endOf(owner, after);
    const passes = filter === undefined ? { sql: 'TRUE', values: [] } : filterSql(filter);
    const lacks =
      lacking === undefined
        ? { sql: 'TRUE', values: [] }
        : {
            sql: 'NOT EXISTS (SELECT 1 FROM vectors WHERE item = items.key AND model = ?)',
            values: [lacking],
          };
    const rows = database
      .prepare(
        `SELECT ${itemColumns} FROM items INDEXED BY items_by_collection
           WHERE collection = ? AND key > ? AND key <= ? AND ${passes.sql} AND ${lacks.sql}
           ORDER BY key LIMIT ?`,
      )
      .all(owner, after, end, ...passes.values, ...lacks.values, limit) as unknown as ItemRow[];
    const last = rows.length === limit ? rows.at(-1)!.key : end;
    return {
      items: rows.map((row) => record(collection, row)),
      next: last === Number.MAX_SAFE_INTEGER ? null : toCursor(last),
    };
  };
}
