import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { fsyncPath } from '../files.ts';

/** Says that the folder has an index, and which, so that no other is taken for it, nor a new one. */
export const markFile = 'index.json';

/** Notes for later starts that the folder has an index. */
export function markFolder(folder: string, database: DatabaseSync): void {
  const path = join(folder, markFile);
  if (existsSync(path)) return;
  const identity = database.prepare("SELECT value FROM properties WHERE name = 'database'").get();
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify({ format: 1, database: identity?.value })}\n`);
    fsyncPath(`${path}.tmp`);
    renameSync(`${path}.tmp`, path);
    fsyncPath(folder);
  } catch (error) {
    // On a full disk what is there is served all the same; the next start notes it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
