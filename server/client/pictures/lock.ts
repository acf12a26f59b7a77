import { join } from 'node:path';
import { exportLock, takeLock } from '@selfsame/models';
import { ExportLockedError, ExportUnwritableError } from '../../errors/client.ts';

/**
 * Takes a folder of exported pictures for this process: until it lets go, or ends, no other one
 * writes there.
 * @returns a function that lets it go
 * @throws {ExportLockedError | ExportUnwritableError}
 */
export function lockPictures(folder: string): () => void {
  const unlock = take(folder);
  if (unlock === null) throw new ExportLockedError(folder);
  return unlock;
}

function take(folder: string): (() => void) | null {
  try {
    return takeLock(join(folder, exportLock));
  } catch (error) {
    throw new ExportUnwritableError(folder, error as Error);
  }
}
