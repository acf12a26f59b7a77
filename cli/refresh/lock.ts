import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '@selfsame/models';
import { RoundUnwritableError, WorkLockedError } from '../errors.ts';

/**
 * Makes the folder of the rounds, and takes it for this process.
 * @returns a function that lets it go
 * @throws {WorkLockedError | RoundUnwritableError}
 */
export function lockWork(work: string): () => void {
  const unlock = take(work);
  if (unlock === null) throw new WorkLockedError(work);
  return unlock;
}

function take(work: string): (() => void) | null {
  try {
    mkdirSync(work, { recursive: true });
    return takeLock(join(work, 'lock'));
  } catch (error) {
    throw new RoundUnwritableError(work, error as Error);
  }
}
