import type { DatabaseSync } from 'node:sqlite';
import { rowsSql, type SummedName, summedNames, summedTables } from './summedTables.ts';

/** Rows of a table, by their keys. */
export interface RowRange {
  readonly table: SummedName;
  readonly after: number;
  readonly upTo: number;
}

/** Gives rows that an earlier version wrote their checksums, within a transaction of the caller's. */
export function sealRowsOf(database: DatabaseSync) {
  const statements = new Map(
    summedNames.map((name) => [
      name,
      {
        select: database.prepare(rowsSql(name)),
        update: database.prepare(
          `UPDATE ${name} SET sum = ? WHERE ${summedTables[name].key} = ? AND sum IS NULL`,
        ),
      },
    ]),
  );
  return ({ table, after, upTo }: RowRange): void => {
    const { select, update } = statements.get(table)!;
    const { key, sum } = summedTables[table];
    const sums: [sum: number, key: number][] = [];
    for (const row of select.iterate(after, upTo)) {
      if (row.sum === null) sums.push([sum(row), row[key] as number]);
    }
    for (const [sum, key] of sums) update.run(sum, key);
  };
}
