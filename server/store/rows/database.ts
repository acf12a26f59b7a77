import { DatabaseSync } from 'node:sqlite';
import { SelfsameError } from '@selfsame/models/light';
import { DataCorruptError, StorageFullError, StoreFailedError } from '../../errors/collections.ts';
import { migrate } from './schema.ts';

/** The database's name in a data folder. */
export const databaseFile = 'index.sqlite';

/** Opens the database for writing: WAL and a full sync, so that a commit survives a power cut. */
export function openWriter(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { timeout: 5000 });
    // The page size is a new database's: three 512-dimensional vectors to a page, not one.
    database.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrate(database, file);
    return database;
  } catch (error) {
    if (error instanceof SelfsameError) throw error;
    throw isCorrupt(error)
      ? new DataCorruptError(`The database ${file}`, error)
      : new StoreFailedError(error);
  }
}

/** Opens a database that `openWriter` has prepared, beside the writer. */
export function openReader(file: string): DatabaseSync {
  return new DatabaseSync(file, { readOnly: true, timeout: 5000 });
}

/** SQLite's primary result code: https://sqlite.org/rescode.html. */
function primaryCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/**
 * Whether the database was found to be damaged, or to be none: by SQLite (SQLITE_CORRUPT, NOTADB, and
 * TOOBIG of lengths that nobody wrote), or by Node, of a number that is out of JavaScript's reach.
 */
export const isCorrupt = (error: unknown): boolean =>
  [11, 18, 26].includes(primaryCode(error) ?? 0) ||
  (error as { code?: unknown }).code === 'ERR_OUT_OF_RANGE';

/**
 * Whether it is what a damaged row or page may end in, where such are read on purpose: a length that
 * is wrong may be more than there is memory for, or end behind the file (SQLITE_NOMEM, SQLITE_IOERR).
 */
export const isUnreadable = (error: unknown): boolean =>
  isCorrupt(error) || [7, 10].includes(primaryCode(error) ?? 0);

/** What went wrong in the database, as an error that a client can be told. */
export function asStoreError(error: unknown, what = 'The database'): unknown {
  if (isCorrupt(error)) return new DataCorruptError(what, error);
  const code = primaryCode(error);
  if (code === undefined) return error;
  return code === 13 ? new StorageFullError() : new StoreFailedError(error);
}
