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
  // From one end only: a bound at the other would end at a damaged page's key as if nothing followed.
  const select = `SELECT ${columns} FROM ${table} NOT INDEXED WHERE ${key}`;
  const upwards = database.prepare(`${select} >= ? ORDER BY ${key}`);
  const downwards = database.prepare(`${select} <= ? ORDER BY ${key} DESC`);
  const keysTried = Array.from({ length: tries }, (_, i) => Math.ceil((i * most) / (tries - 1)));
  if (keysTried.every((at) => rowAt(upwards, at) === null)) return onGap(1, most);

  const spans: [first: number, last: number][] = [[1, most]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    let [low, high] = span;
    const judge = (row: Row, isBehind: (at: number) => boolean): Step => {
      const at = row[key] as number;
      if (isBehind(at) && at >= 1 && at <= most) return 'behind';
      return at >= low && at <= high && isSound(row) ? 'next' : 'broken';
    };
    const rising = inOrder(begin(upwards, low), (row) => {
      const step = judge(row, (at) => at > high);
      if (step === 'next') low = (row[key] as number) + 1;
      return step;
    });
    if ((yield* rising) || low > high) continue;
    const falling = inOrder(begin(downwards, high), (row) => {
      const step = judge(row, (at) => at < low);
      if (step === 'next') high = (row[key] as number) - 1;
      return step;
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

function begin(statement: StatementSync, from: number): Iterable<Row> {
  try {
    return statement.iterate(from);
  } catch {
    // It tells once more of what its last use met, and is usable after that.
    return statement.iterate(from);
  }
}

/** What a row of a span is: its next one, the first of those behind it, or out of order or changed. */
type Step = 'next' | 'behind' | 'broken';

/** The rows until one can't be read or is broken; returns whether none was. */
function* inOrder(rows: Iterable<Row>, judge: (row: Row) => Step): Generator<Row, boolean> {
  try {
    for (const row of rows) {
      const step = judge(row);
      if (step !== 'next') return step === 'behind';
      yield row;
    }
    return true;
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

/** The first row from a key on; undefined if there is none, null if that can't be read. */
function rowAt(statement: StatementSync, key: number): Row | undefined | null {
  try {
    for (const row of begin(statement, key)) return row;
    return undefined;
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}
