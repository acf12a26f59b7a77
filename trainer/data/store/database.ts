import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CacheWriteError } from '../../errors.ts';

const databaseFile = 'pictures.sqlite';
export const pixelsEnding = '.u8';

/**
 * - `files`: the content of a file that was read once, for as long as its size and time stay.
 * - `stores`: per pixel rule, its file of pixels, and how that looked after the last write to it.
 * - `pictures`: per pixel rule and content, where its pixels are, or why there are none.
 *
 * `content` is the SHA-256 of a picture's file, `digest` that of its pixels, `checksum` their CRC-32.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    modified REAL NOT NULL,
    content BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS stores (
    key INTEGER PRIMARY KEY,
    rule TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    stamp TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS pictures (
    store INTEGER NOT NULL REFERENCES stores,
    content BLOB NOT NULL,
    slot INTEGER,
    checksum INTEGER,
    digest BLOB,
    reason TEXT,
    PRIMARY KEY (store, content)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX IF NOT EXISTS slots ON pictures (store, slot) WHERE slot IS NOT NULL;
`;

/** Another run may hold the database while it writes and flushes some seconds' worth of pixels. */
const busyMs = 120_000;

/** Opens the database of a cache folder; its rollback journal makes every commit survive a crash. */
export function openDatabase(root: string): DatabaseSync {
  mkdirSync(root, { recursive: true });
  const database = new DatabaseSync(join(root, databaseFile), { timeout: busyMs });
  try {
    database.exec(schema);
    transaction(database, () => addDepth(database));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Caches of earlier versions have no column for what was done to a deep picture. */
function addDepth(database: DatabaseSync): void {
  const columns = database.prepare('PRAGMA table_info(pictures)').all();
  if (columns.some(({ name }) => name === 'depth')) return;
  database.exec('ALTER TABLE pictures ADD COLUMN depth TEXT');
}

/** Runs with the database locked for other writers; undone if it throws. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has rolled it back already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** What cannot be trusted is deleted: everything in it can be decoded again. */
export function deleteStore(root: string): void {
  for (const name of readdirSync(root)) {
    if (name.startsWith(databaseFile) || name.endsWith(pixelsEnding)) rmSync(join(root, name));
  }
}

/** Whether SQLite calls the database damaged, or none at all (https://sqlite.org/rescode.html). */
export function isDamage(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' && [11, 26].includes(errcode & 0xff);
}

/** A failure of the disk or the database as an error that tells the user what to do. */
export function asCacheError(root: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const known = code === 'ERR_SQLITE_ERROR' || (error as NodeJS.ErrnoException).syscall;
  return known ? new CacheWriteError(root, message, error) : error;
}
