import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder } from './syncFolder.ts';

/** One name a folder: what a crash leaves behind is written over, and never piles up. */
const unfinished = '.unfinished';

/**
 * Writes a file beside its place, flushes it, and puts it there by rename, which is flushed too: at
 * any moment, also after a power cut, the place holds the old file or the new one, whole. One
 * process at a time may write in a folder.
 * @param write fills the file
 */
export function writeAtomic(path: string, write: (fd: number) => void): void {
  const folder = dirname(path);
  const temporary = join(folder, unfinished);
  try {
    const fd = openSync(temporary, 'w');
    try {
      write(fd);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}
