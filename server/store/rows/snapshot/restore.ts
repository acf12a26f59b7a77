import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { CollectionNotEmptyError, SnapshotInvalidError } from '../../../errors/collections.ts';
import type { SnapshotRecord } from '../../contract/snapshots.ts';
import { sha256File } from '../../files.ts';
import { collectionsOf } from '../collections.ts';
import { databaseFile, openWriter } from '../database.ts';
import { prepareFolder } from '../folder.ts';
import { lockFolder } from '../lock.ts';
import { markFile } from '../mark.ts';
import { refuseReplaced } from '../refuseReplaced.ts';
import { copyCollection } from './copyCollection.ts';
import { readSidecar } from './sidecar.ts';

/**
 * Restores a snapshot into a data folder that no server is using, in one transaction, and counts
 * what is there then.
 * @param file the snapshot's `.sqlite` file, with its `.json` beside it
 * @throws {SnapshotInvalidError} if it is not what was written
 * @throws {CollectionNotEmptyError}
 */
export function restoreSnapshot(folder: string, file: string): SnapshotRecord {
  const snapshot = readSidecar(file.replace(/\.sqlite$/, '.json'));
  if (!existsSync(file)) throw new SnapshotInvalidError(file, 'it is not there');
  if (sha256File(file) !== snapshot.sha256)
    throw new SnapshotInvalidError(file, 'its checksum does not match');
  prepareFolder(folder);
  const unlock = lockFolder(folder);
  const copy = join(folder, 'restoring.sqlite');
  try {
    refuseReplaced(folder);
    forgetLost(folder);
    copyFileSync(file, copy);
    // A snapshot of an earlier version is brought up to this one; the snapshot itself stays.
    openWriter(copy).close();
    const database = openWriter(join(folder, databaseFile));
    try {
      database.prepare('ATTACH ? AS source').run(copy);
      database.exec('BEGIN IMMEDIATE');
      fill(database, snapshot, file);
      database.exec('COMMIT');
    } finally {
      database.close();
    }
    return snapshot;
  } finally {
    for (const ending of ['', '-wal', '-shm']) rmSync(copy + ending, { force: true });
    unlock();
  }
}

/** Where the database is gone the one that is made now is another one. */
function forgetLost(folder: string): void {
  const bytes = statSync(join(folder, databaseFile), { throwIfNoEntry: false })?.size ?? 0;
  if (bytes === 0) rmSync(join(folder, markFile), { force: true });
}

function fill(database: DatabaseSync, { collection, items }: SnapshotRecord, file: string): void {
  const collections = collectionsOf(database);
  const there = collections.list().find(({ name }) => name === collection);
  if (there !== undefined && there.items > 0)
    throw new CollectionNotEmptyError(collection, there.items);
  copyCollection(database, collection);
  const restored = collections.get(collection).items;
  if (restored !== items)
    throw new SnapshotInvalidError(file, `it holds ${restored} items and not ${items}`);
  const faults = database.prepare('PRAGMA main.integrity_check').all();
  if (faults[0]?.integrity_check !== 'ok')
    throw new SnapshotInvalidError(file, String(faults[0]?.integrity_check));
}
