import type { DatabaseSync } from 'node:sqlite';
import { DataCorruptError } from '../../errors/collections.ts';
import { beginSlice } from '../slices.ts';
import { asStoreError } from './database.ts';
import { rowChecksOf } from './rowChecks.ts';
import { rowsSql, type SummedName, summedNames, summedTables } from './summedTables.ts';

/** A place in the walk over all rows that have checksums. */
export interface WalkPlace {
  readonly table: SummedName;
  /** The key after which to go on. */
  readonly after: number;
}

/** What is damaged, and what is wrong with it. */
export interface Problem {
  readonly what: string;
  readonly reason: string;
}

export interface Walked {
  /** The last key that was looked at. */
  readonly upTo: number;
  readonly rows: number;
  /** Whether there were rows without checksums among them. */
  readonly unsealed: boolean;
  readonly problems: readonly Problem[];
  /** Where to go on; null at the end of the last table. */
  readonly next: WalkPlace | null;
}

export const walkStart: WalkPlace = { table: summedNames[0]!, after: 0 };

/** Checking the checksums of all rows, a slice at a time. */
export function walkRowsOf(database: DatabaseSync) {
  const checks = rowChecksOf(database);
  const statements = new Map(summedNames.map((name) => [name, database.prepare(rowsSql(name))]));

  return function walk({ table, after }: WalkPlace): Walked {
    const { key, check } = summedTables[table];
    const problems: Problem[] = [];
    let rows = 0;
    let upTo = after;
    let unsealed = false;
    const isOver = beginSlice();
    const passed = (next: WalkPlace | null) => ({ upTo, rows, unsealed, problems, next });
    try {
      for (const row of statements.get(table)!.iterate(after, Number.MAX_SAFE_INTEGER)) {
        upTo = row[key] as number;
        rows++;
        unsealed ||= row.sum === null;
        try {
          check(row, checks);
        } catch (error) {
          problems.push(problemOf(error));
        }
        if (isOver()) return passed({ table, after: upTo });
      }
    } catch (error) {
      // The rest of the table cannot be reached.
      problems.push({ ...problemOf(error), what: `What follows in the table ${table}` });
    }
    const following = summedNames[summedNames.indexOf(table) + 1];
    return passed(following === undefined ? null : { table: following, after: 0 });
  };
}

function problemOf(error: unknown): Problem {
  const known = asStoreError(error);
  if (!(known instanceof DataCorruptError)) throw known;
  return { what: known.what, reason: known.reason };
}
