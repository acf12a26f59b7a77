import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isUnreadable } from '../database.ts';
import type { Row } from '../summedTables.ts';

/** A table, the integer that its rows are sorted by, and what is read of them. */
export interface RowSource {
  readonly table: string;
  readonly key: string;
  readonly columns: string;
}

/** Keys of a table that are tried before it is given up as a whole. */
const tries = 64;

export interface RowJudge {
  /** Whether a row is what was written; one that is not may be of any key. */
  readonly isSound: (row: Row) => boolean;
  /** Told of a row that is not. */
  readonly onChanged: (key: number, row: Row) => void;
  /** Told of keys, both ends included, whose rows can't be read if there are any. */
  readonly onGap: (first: number, last: number) => void;
}

/**
 * Every sound row of a table that can be reached. Where pages are damaged, what lies before and
 * behind them is read from either side, and halves of what lies between until single keys are left.
 * @param most the largest key that there may be
 */
export function* readableRows(
  database: DatabaseSync,
  { table, key, columns }: RowSource,
  most: number,
  { isSound, onChanged, onGap }: RowJudge,
): Generator<Row> {
  const select = `SELECT ${columns} FROM ${table} NOT INDEXED WHERE ${key} BETWEEN ? AND ?`;
  const upwards = database.prepare(`${select} ORDER BY ${key}`);
  const downwards = database.prepare(`${select} ORDER BY ${key} DESC`);
  const keysTried = Array.from({ length: tries }, (_, i) => Math.ceil((i * most) / (tries - 1)));
  if (keysTried.every((at) => rowAt(upwards, at) === null)) return onGap(1, most);

  const spans: [first: number, last: number][] = [[1, most]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    let [low, high] = span;
    const follows = (row: Row) => {
      const at = row[key] as number;
      return at >= low && at <= high && isSound(row);
    };
    const rising = inOrder(begin(upwards, low, high), (row) => {
      if (!follows(row)) return false;
      low = (row[key] as number) + 1;
      return true;
    });
    if ((yield* rising) || low > high) continue;
    const falling = inOrder(begin(downwards, low, high), (row) => {
      if (!follows(row)) return false;
      high = (row[key] as number) - 1;
      return true;
    });
    if ((yield* falling) || low > high) continue;
    if (low < high) {
      const middle = Math.floor((low + high) / 2);
      spans.push([middle + 1, high], [low, middle]);
      continue;
    }
    const row = rowAt(upwards, low);
    if (row?.[key] === low) onChanged(low, row);
    else onGap(low, low);
  }
}

function begin(statement: StatementSync, low: number, high: number): Iterable<Row> {
  try {
    return statement.iterate(low, high);
  } catch {
    // It tells once more of what its last use met, and is usable after that.
    return statement.iterate(low, high);
  }
}

/** The rows until one can't be read or is out of order; returns whether none was. */
function* inOrder(rows: Iterable<Row>, follows: (row: Row) => boolean): Generator<Row, boolean> {
  try {
    for (const row of rows) {
      if (!follows(row)) return false;
      yield row;
    }
    return true;
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

/** The row of a key; undefined if there is none, null if that can't be read. */
function rowAt(statement: StatementSync, key: number): Row | undefined | null {
  try {
    for (const row of begin(statement, key, key)) return row;
    return undefined;
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}
