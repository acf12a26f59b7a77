import { statfsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/**
 * Whether there is room to add to the database: `reserve` bytes on the disk, or in pages of the
 * database that deletions have freed. A quarter has to be on the disk, for the log.
 */
export function roomOf(database: DatabaseSync, folder: string, reserve: number): () => boolean {
  const freed = database.prepare('PRAGMA freelist_count');
  const { page_size: pageSize } = database.prepare('PRAGMA page_size').get() as {
    page_size: number;
  };
  return () => {
    const { bavail, bsize } = statfsSync(folder);
    const onDisk = bavail * bsize;
    if (onDisk >= reserve) return true;
    const pages = freed.get()?.freelist_count as number;
    return onDisk >= reserve / 4 && onDisk + pages * pageSize >= reserve;
  };
}
