import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RunError, RunLockedError } from '../errors.ts';

/** SQLite's result code when another process holds a lock: https://sqlite.org/rescode.html. */
const busy = 5;

/**
 * Takes a run for this process, by a writer's lock on an empty database in its folder. The
 * operating system drops the lock when the process ends, however it ends.
 * @param waitMs how long another process may take to let it go
 * @returns a function that lets the run go
 * @throws {RunLockedError} if another process has it
 * @throws {RunError}
 */
export function lockRun(folder: string, waitMs = 0): () => void {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(folder, 'lock'), { timeout: waitMs });
    // Not exclusive, which takes two steps: of two processes that have both done the first, neither
    // can do the second, and both would leave the run to one another.
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    database?.close();
    if ((error as { errcode?: number }).errcode === busy) throw new RunLockedError(folder, error);
    const reason = `cannot be locked: ${(error as Error).message}`;
    throw new RunError(folder, reason, 'Give yourself the right to write there.', error);
  }
  return () => database.close();
}
