import type { DatabaseSync } from 'node:sqlite';
import { DataCorruptError } from '../../errors/collections.ts';
import { asStoreError, openWriter } from './database.ts';
import { countProblems, danglingProblems, schemaProblems, structureProblems } from './integrity.ts';
import { type WalkPlace, walkRowsOf, walkStart } from './walkRows.ts';

export interface CheckReport {
  readonly items: number;
  /** What is wrong, a line each; empty when all is well. */
  readonly problems: readonly string[];
}

/** Reads the whole database: its structure, its counts, and every row's checksum. */
export function checkDatabase(file: string, onProgress: (text: string) => void): CheckReport {
  const problems: string[] = [];
  let items = 0;
  /** Runs one check; what keeps it from running is a problem as well. */
  const attempt = (check: () => void) => {
    try {
      check();
    } catch (error) {
      const known = asStoreError(error);
      if (!(known instanceof DataCorruptError)) throw known;
      problems.push(`${known.what}: ${known.reason}`);
    }
  };
  attempt(() => {
    const database = openWriter(file);
    try {
      onProgress('structure');
      attempt(() => problems.push(...structureProblems(database)));
      const missing = schemaProblems(database);
      problems.push(...missing);
      if (missing.length > 0) return;
      onProgress('counts');
      attempt(() => problems.push(...danglingProblems(database)));
      attempt(() => problems.push(...countProblems(database)));
      attempt(() => {
        items = database.prepare('SELECT count(*) AS n FROM items').get()?.n as number;
      });
      attempt(() => problems.push(...checkRows(database, onProgress)));
    } finally {
      database.close();
    }
  });
  return { items, problems };
}

function checkRows(database: DatabaseSync, onProgress: (text: string) => void): string[] {
  const walk = walkRowsOf(database);
  const problems: string[] = [];
  let rows = 0;
  for (let place: WalkPlace | null = walkStart; place !== null; ) {
    const walked = walk(place);
    rows += walked.rows;
    onProgress(`${place.table}, ${rows} checksums so far`);
    problems.push(...walked.problems.map(({ what, reason }) => `${what}: ${reason}`));
    place = walked.next;
  }
  return problems;
}
