import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataMissingError } from '../../errors/start.ts';
import { databaseFile } from './database.ts';
import { indexesIn, snapshotsIn } from './folder.ts';
import { markFile } from './mark.ts';
import { listSnapshots } from './snapshot/sidecar.ts';

/**
 * Refuses a folder that has held an index and whose database is gone or empty.
 * @throws {DataMissingError}
 */
export function refuseMissing(folder: string): void {
  const file = join(folder, databaseFile);
  const bytes = existsSync(file) ? statSync(file).size : null;
  if ((bytes !== null && bytes > 0) || !hasHeldIndex(folder)) return;
  const newest = new Map(
    listSnapshots(snapshotsIn(folder)).snapshots.map(({ collection, name }) => [
      collection,
      join(snapshotsIn(folder), `${name}.sqlite`),
    ]),
  );
  throw new DataMissingError(file, bytes === null ? 'missing' : 'empty', [...newest.values()]);
}

function hasHeldIndex(folder: string): boolean {
  const holds = (inside: string) => existsSync(inside) && readdirSync(inside).length > 0;
  return (
    existsSync(join(folder, markFile)) || holds(snapshotsIn(folder)) || holds(indexesIn(folder))
  );
}
