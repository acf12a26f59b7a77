import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../../threads/serve.ts';
import type { SnapshotRecord } from '../../store.ts';
import { createSnapshot } from './create.ts';

export interface SnapshotOptions {
  /** The database. */
  readonly file: string;
  /** Where the snapshots are. */
  readonly folder: string;
}

export type SnapshotOperations = { create: (collection: string) => SnapshotRecord };

await serve(async ({ file, folder }: SnapshotOptions) => {
  // What a crash has left half-copied.
  for (const name of readdirSync(folder).filter((name) => name.includes('.tmp'))) {
    rmSync(join(folder, name), { force: true });
  }
  const operations: SnapshotOperations = {
    create: (collection) => createSnapshot(file, folder, collection),
  };
  return { ready: true, operations };
});
