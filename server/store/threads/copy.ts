import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../workers/serve.ts';
import type { SnapshotRecord } from '../contract/snapshots.ts';
import { asStoreError, openReader } from '../rows/database.ts';
import { countProblems, danglingProblems, structureProblems } from '../rows/integrity.ts';
import { createSnapshot } from '../rows/snapshot/create.ts';

export interface SnapshotOptions {
  /** The database. */
  readonly file: string;
  /** Where the snapshots are. */
  readonly folder: string;
}

export type SnapshotOperations = {
  create: (collection: string) => SnapshotRecord;
  /** What is wrong with a table; without one, with what tables have to do with each other. */
  integrity: (table: string | null) => string[];
};

await serve(async ({ file, folder }: SnapshotOptions) => {
  // What a crash has left half-copied.
  for (const name of readdirSync(folder).filter((name) => name.includes('.tmp'))) {
    rmSync(join(folder, name), { force: true });
  }
  const operations: SnapshotOperations = {
    create: (collection) => createSnapshot(file, folder, collection),
    integrity: (table) => integrity(file, table),
  };
  return { ready: true, operations };
});

function integrity(file: string, table: string | null): string[] {
  const database = openReader(file);
  try {
    if (table !== null) return structureProblems(database, { table });
    return [...danglingProblems(database), ...countProblems(database)];
  } catch (error) {
    throw asStoreError(error);
  } finally {
    database.close();
  }
}
