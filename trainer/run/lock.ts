import { join } from 'node:path';
import { takeLock } from '@selfsame/models';
import { RunError, RunLockedError } from '../errors.ts';

/**
 * Takes a run for this process; it is let go when the process ends, however it ends.
 * @param waitMs how long another process may take to let it go
 * @returns a function that lets the run go
 * @throws {RunLockedError} if another process has it
 * @throws {RunError}
 */
export function lockRun(folder: string, waitMs = 0): () => void {
  const unlock = takeRun(folder, waitMs);
  if (unlock === null) throw new RunLockedError(folder);
  return unlock;
}

function takeRun(folder: string, waitMs: number): (() => void) | null {
  try {
    return takeLock(join(folder, 'lock'), waitMs);
  } catch (error) {
    const reason = `cannot be locked: ${(error as Error).message}`;
    throw new RunError(folder, reason, 'Give yourself the right to write there.', error);
  }
}
