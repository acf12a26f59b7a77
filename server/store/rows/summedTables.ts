import type { SQLOutputValue } from 'node:sqlite';
import { itemColumns } from './itemRows.ts';
import type { RowChecks } from './rowChecks.ts';
import { imageSum, itemSum, vectorSum } from './sums.ts';

/** A row as SQLite gives it. */
export type Row = Record<string, SQLOutputValue>;

interface SummedTable {
  /** The column that its rows are walked by. */
  readonly key: string;
  readonly columns: string;
  readonly sum: (row: Row) => number;
  /** @throws {DataCorruptError} */
  readonly check: (row: Row, checks: RowChecks) => void;
}

/** The tables whose rows carry checksums. */
export const summedTables = {
  items: {
    key: 'key',
    columns: itemColumns,
    sum: (row) => itemSum(row as never),
    check: (row, checks) => checks.item(row as never),
  },
  vectors: {
    key: 'key',
    columns: 'key, item, collection, model, data, sum',
    sum: (row) => vectorSum(row as never),
    check: (row, checks) => checks.vector(row as never),
  },
  images: {
    key: 'item',
    columns: 'item, type, data, sum',
    sum: (row) => imageSum(row as never),
    check: (row, checks) => checks.image(row as never),
  },
} satisfies Record<string, SummedTable>;

export type SummedName = keyof typeof summedTables;
export const summedNames = Object.keys(summedTables) as SummedName[];

/** Rows of a table with keys above the first and up to the second parameter, by their keys. */
export function rowsSql(name: SummedName): string {
  const { key, columns } = summedTables[name];
  return `SELECT ${columns} FROM ${name} WHERE ${key} > ? AND ${key} <= ? ORDER BY ${key}`;
}
