import type { DatabaseSync } from 'node:sqlite';
import type { ItemMarks, MarkQuery } from '../contract/items.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import { beginSlice } from '../slices.ts';
import { collectionsOf } from './collections.ts';

/** Where pages begin, by the index alone. */
export function markItemsOf(database: DatabaseSync) {
  const collections = collectionsOf(database);
  const from = `FROM items INDEXED BY items_by_collection WHERE collection = ? AND key > ?`;
  const nth = database.prepare(`SELECT key ${from} ORDER BY key LIMIT 1 OFFSET ?`);
  const left = database.prepare(`SELECT count(*) AS count ${from}`);

  /** One slice of it: a mark at least, and so many as there is time for. */
  return function markItems({ collection, every, cursor }: MarkQuery): ItemMarks {
    const owner = collections.keyOf(collection);
    let after = cursor === undefined ? 0 : fromCursor(cursor);
    const isOver = beginSlice();
    const marks: string[] = [];
    do {
      const row = nth.get(owner, after, every - 1) as { key: number } | undefined;
      // Fewer than `every` are left.
      if (row === undefined) {
        const { count } = left.get(owner, after) as { count: number };
        return { marks, rest: count };
      }
      after = row.key;
      marks.push(toCursor(after));
    } while (!isOver());
    return { marks, rest: null };
  };
}
