import { DatabaseSync } from 'node:sqlite';

/** SQLite's result code when another process holds a lock: https://sqlite.org/rescode.html. */
const busy = 5;

/**
 * Takes a file as a lock for this process, by a writer's lock on the empty database that it is. The
 * operating system drops the lock when the process ends, however it ends; the file stays.
 * @param waitMs how long another process may take to let it go
 * @returns a function that lets it go; null where another process has it
 * @throws where the file cannot be made or locked
 */
export function takeLock(path: string, waitMs = 0): (() => void) | null {
  const database = new DatabaseSync(path, { timeout: waitMs });
  try {
    // Nothing is written: a journal would only lie there, after a crash for good.
    database.exec('PRAGMA journal_mode = MEMORY');
    // Not exclusive, which takes two steps: of two processes that have both done the first, neither
    // can do the second, and both would leave the lock to one another.
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === busy) return null;
    throw error;
  }
  return () => database.close();
}
