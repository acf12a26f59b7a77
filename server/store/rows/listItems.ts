import type { DatabaseSync } from 'node:sqlite';
import { limits } from '../../limits.ts';
import type { ItemPage, ItemRecord, ListQuery } from '../contract/items.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import { predicateOf } from '../filter/predicate.ts';
import { beginSlice } from '../slices.ts';
import { collectionsOf } from './collections.ts';
import { type ItemRow, itemColumns, itemRowsOf } from './itemRows.ts';
import { rowChecksOf } from './rowChecks.ts';

/** Listing items by ascending key. */
export function listItemsOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const { record } = itemRowsOf(database);
  const checks = rowChecksOf(database);
  const from = `FROM items INDEXED BY items_by_collection WHERE collection = ? AND key > ? AND key <= ?`;
  const all = database.prepare(`SELECT ${itemColumns} ${from} ORDER BY key`);
  const lackingOne = database.prepare(
    `SELECT ${itemColumns} ${from}
       AND NOT EXISTS (SELECT 1 FROM vectors WHERE item = items.key AND model = ?) ORDER BY key`,
  );

  /**
   * One slice of a listing: it ends short where its time is over or its metadata has become much,
   * so that others have their turns and nothing is read that nobody has asked for yet.
   */
  return function listItems({
    collection,
    limit,
    filter,
    lacking,
    cursor,
    until,
  }: ListQuery): ItemPage {
    const owner = collections.keyOf(collection);
    const after = cursor === undefined ? 0 : fromCursor(cursor);
    const last = until === undefined ? Number.MAX_SAFE_INTEGER : fromCursor(until);
    const passes = filter && predicateOf(filter);
    const isOver = beginSlice();
    const rows =
      lacking === undefined
        ? all.iterate(owner, after, last)
        : lackingOne.iterate(owner, after, last, lacking);
    const items: ItemRecord[] = [];
    let bytes = 0;
    for (const found of rows) {
      const row = found as unknown as ItemRow;
      checks.item(row);
      if (passes === undefined || passes(row.metadata)) {
        bytes += row.metadata.length;
        items.push(record(collection, row));
      }
      if (items.length === limit || bytes >= limits.aheadBytes || isOver())
        return { items, next: toCursor(row.key) };
    }
    return { items, next: null };
  };
}
