import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SnapshotRecord } from '../../contract/snapshots.ts';
import { fsyncPath, sha256File } from '../../files.ts';
import { asStoreError, openReader } from '../database.ts';
import { migrate } from '../schema.ts';
import { copyCollection } from './copyCollection.ts';

/**
 * Copies one state of a collection to a database of its own, `<folder>/<name>.sqlite`, with its
 * checksum in `<name>.json`. Reading for long does not hold up the writer (WAL).
 */
export function createSnapshot(file: string, folder: string, collection: string): SnapshotRecord {
  const created = new Date().toISOString();
  const name = `${collection}-${created.replaceAll(/[-:.]/g, '')}`;
  const path = join(folder, `${name}.sqlite`);
  const temporary = `${path}.tmp`;
  try {
    openReader(file).close();
    const items = copy(file, temporary, collection);
    const { size: bytes } = statSync(temporary);
    const snapshot = { name, collection, created, items, bytes, sha256: sha256File(temporary) };
    fsyncPath(temporary);
    renameSync(temporary, path);
    const sidecar = join(folder, `${name}.json`);
    writeFileSync(`${sidecar}.tmp`, sidecarOf(snapshot));
    fsyncPath(`${sidecar}.tmp`);
    renameSync(`${sidecar}.tmp`, sidecar);
    fsyncPath(folder);
    return snapshot;
  } catch (error) {
    for (const rest of [temporary, `${temporary}-journal`]) rmSync(rest, { force: true });
    throw asStoreError(error);
  }
}

function copy(file: string, to: string, collection: string): number {
  const database = new DatabaseSync(to, { timeout: 5000 });
  try {
    // Synced as a whole at the end; what is not finished is thrown away.
    database.exec('PRAGMA page_size = 8192; PRAGMA synchronous = OFF;');
    migrate(database, to);
    database.prepare('ATTACH ? AS source').run(file);
    database.exec('BEGIN');
    copyCollection(database, collection);
    database.exec('COMMIT; DETACH source');
    return database.prepare('SELECT count(*) AS n FROM items').get()!.n as number;
  } finally {
    database.close();
  }
}

/** What is written beside a snapshot, last; `readSidecar` reads it. */
const sidecarOf = (snapshot: SnapshotRecord): string =>
  `${JSON.stringify({ format: 1, ...snapshot }, null, 2)}\n`;
