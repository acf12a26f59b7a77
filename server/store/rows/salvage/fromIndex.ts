import type { DatabaseSync } from 'node:sqlite';
import { isUnreadable } from '../database.ts';
import type { Row } from '../summedTables.ts';

/**
 * What an index of a damaged database says of rows: it may know of them where the table does not.
 * As far as it can be read, from either end.
 * @param sql a query that an index alone answers, without an order
 */
export function fromIndex(database: DatabaseSync, sql: string, order: string): Row[] {
  const found: Row[] = [];
  for (const direction of ['ASC', 'DESC']) {
    const columns = order.split(', ').map((column) => `${column} ${direction}`);
    try {
      for (const row of database.prepare(`${sql} ORDER BY ${columns.join(', ')}`).iterate())
        found.push(row);
      break;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
  }
  return found;
}
