import type { ItemMarks, MarkQuery } from '../contract/items.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import { findCollection } from './collections.ts';
import type { Rows } from './Rows.ts';

/** Marks that one statement finds at most. */
const together = 100;

/** Where pages begin, by the index alone: some of it. */
export async function markItems(
  rows: Rows,
  { collection, every, cursor }: MarkQuery,
): Promise<ItemMarks> {
  const after = cursor === undefined ? 0 : fromCursor(cursor);
  const { key: owner } = await findCollection(rows, collection);
  const [found] = await rows.rows<{ marks: number[] | null; scanned: number }>(
    `SELECT array_agg(key ORDER BY key) FILTER (WHERE n % $3 = 0) AS marks, count(*)::int AS scanned
       FROM (SELECT key, row_number() OVER (ORDER BY key) AS n FROM items
         WHERE collection = $1 AND key > $2 ORDER BY key LIMIT $3 * ${together}) AS scanned`,
    [owner, after, every],
  );
  const { marks, scanned } = found!;
  const isEnd = scanned < every * together;
  return { marks: (marks ?? []).map(toCursor), rest: isEnd ? scanned % every : null };
}
