import type { DatabaseSync } from 'node:sqlite';
import { DataCorruptError } from '../../../errors/collections.ts';
import { rowChecksOf } from '../rowChecks.ts';
import { type Row, type SummedName, summedTables } from '../summedTables.ts';
import { readableRows } from './readableRows.ts';

export interface CopiedRows {
  /** Keys of the rows that are in the new database. */
  readonly copied: ReadonlySet<number>;
  /** Rows that were read and are not what was written, by their keys. */
  readonly changed: ReadonlyMap<number, Row>;
  /** Rows that are right and belong to none that was copied. */
  readonly orphans: readonly Row[];
  /** Keys, both ends included, whose rows can't be read if there are any. */
  readonly gaps: readonly (readonly [first: number, last: number])[];
}

/** Copies the rows of a table that can be read and are right, under their old keys. */
export function copyRows(
  from: DatabaseSync,
  to: DatabaseSync,
  table: SummedName,
  most: number,
  options: { belongs: (row: Row) => boolean; onProgress: (text: string) => void },
): CopiedRows {
  if (!hasTable(from, table))
    return { copied: new Set(), changed: new Map(), orphans: [], gaps: [[1, most]] };
  const { key, columns, check, sum } = summedTables[table];
  const checks = rowChecksOf(to);
  const names = columns.split(', ');
  const insert = to.prepare(
    `INSERT INTO ${table} (${columns}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  const copied = new Set<number>();
  const changed = new Map<number, Row>();
  const orphans: Row[] = [];
  const gaps: [number, number][] = [];
  const onGap = (first: number, last: number) => {
    const before = gaps.at(-1);
    if (before?.[1] === first - 1) before[1] = last;
    else gaps.push([first, last]);
  };
  const isSound = (row: Row) => {
    try {
      check(row, checks);
      return true;
    } catch (error) {
      if (error instanceof DataCorruptError || error instanceof TypeError) return false;
      throw error;
    }
  };
  const onChanged = (at: number, row: Row) => changed.set(at, row);
  const source = { table, key, columns };
  for (const row of readableRows(from, source, most, { isSound, onChanged, onGap })) {
    options.onProgress(`${table}, ${copied.size} rows so far`);
    if (!options.belongs(row)) {
      orphans.push(row);
      continue;
    }
    try {
      insert.run(...names.map((name) => (name === 'sum' ? sum(row) : row[name]!)));
      copied.add(row[key] as number);
    } catch (error) {
      // Rows without checksums may be anything: what a strict table refuses, or has already.
      if (!isRefused(error)) throw error;
      onChanged(row[key] as number, row);
    }
  }
  gaps.sort(([a], [b]) => a - b);
  return { copied, changed, orphans, gaps };
}

const hasTable = (database: DatabaseSync, table: string) =>
  database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined;

/** SQLITE_CONSTRAINT: https://sqlite.org/rescode.html. */
function isRefused(error: unknown): boolean {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && (code & 0xff) === 19;
}
