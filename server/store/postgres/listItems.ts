import { limits } from '../../limits.ts';
import type { ItemPage, ListQuery } from '../contract/items.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import { findCollection } from './collections.ts';
import { filterSql } from './filterSql.ts';
import { type FullRow, fullColumns, recordOf } from './items.ts';
import { Parameters, type Rows } from './Rows.ts';

/** Items that one page looks at, where it may leave some out: a page is short sooner than slow. */
const mostScanned = 2000;

type PageRow = { readonly last: number | null; readonly scanned: number } & (
  | (FullRow & { readonly more: boolean })
  | { readonly key: null }
);

/** One page by ascending key; it ends short where its metadata has become much. */
export async function listItems(
  rows: Rows,
  { collection, limit, filter, lacking, cursor, until }: ListQuery,
): Promise<ItemPage> {
  const after = cursor === undefined ? 0 : fromCursor(cursor);
  const last = until === undefined ? Number.MAX_SAFE_INTEGER : fromCursor(until);
  const { key: owner } = await findCollection(rows, collection);
  const isAll = filter === undefined && lacking === undefined;
  const parameters = new Parameters();
  const conditions = [
    ...(filter === undefined ? [] : [filterSql(filter, parameters)]),
    ...(lacking === undefined ? [] : [lackingSql(parameters.add(lacking))]),
  ];
  const mostLooked = isAll ? limit : mostScanned;
  const found = await rows.rows<PageRow>(
    `WITH scanned AS MATERIALIZED (
         SELECT key FROM items
           WHERE collection = ${parameters.add(owner)} AND key > ${parameters.add(after)}
             AND key <= ${parameters.add(last)}
           ORDER BY key LIMIT ${mostLooked}),
       passed AS (
         SELECT key, octet_length(metadata) AS bytes FROM items
           WHERE key IN (SELECT key FROM scanned) AND ${conditions.join(' AND ') || 'true'}
           ORDER BY key LIMIT ${parameters.add(limit)}),
       page AS (
         SELECT key, sum(bytes) OVER (ORDER BY key) - bytes AS before,
             count(*) OVER () AS passed FROM passed)
     SELECT ends.last, ends.scanned::int, ${fullColumns},
         page.before + octet_length(items.metadata) >= ${limits.aheadBytes} AS more
       FROM (SELECT max(key) AS last, count(*) AS scanned FROM scanned) AS ends
         LEFT JOIN (page JOIN items USING (key)) ON page.before < ${limits.aheadBytes}
       ORDER BY items.key`,
    parameters.values,
  );
  const items = found.filter((row) => row.key !== null) as (FullRow & { more: boolean })[];
  const { last: looked, scanned } = found[0]!;
  const isCut = items.length === limit || items.at(-1)?.more === true;
  const next = isCut ? items.at(-1)!.key : scanned === mostLooked ? looked : null;
  return {
    items: items.map((row) => recordOf(collection, row)),
    next: next === null ? null : toCursor(next),
  };
}

/** Whether an item has no vector of a model. */
export const lackingSql = (model: string): string =>
  `NOT EXISTS (SELECT 1 FROM vectors JOIN generations ON generations.key = generation
     WHERE item = items.key AND generations.model = ${model})`;
