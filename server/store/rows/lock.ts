import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataFolderError, DataLockedError } from '../../errors/start.ts';

/**
 * Takes a data folder for this process, by an exclusive lock on an empty database in it. The
 * operating system drops the lock when the process ends, however it ends.
 * @returns a function that lets the folder go
 */
export function lockFolder(folder: string): () => void {
  const database = open(folder);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw (error as { errcode?: number }).errcode === 5
      ? new DataLockedError(folder)
      : new DataFolderError(folder, error);
  }
  return () => database.close();
}

function open(folder: string): DatabaseSync {
  try {
    return new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  } catch (error) {
    throw new DataFolderError(folder, error);
  }
}
