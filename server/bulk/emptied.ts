import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FollowingItem } from '../store/contract/files.ts';

/** Fewer pictures than these may go without a question. */
const few = 10;

/**
 * Why a folder looks as if it were not what it was, and not as if its pictures had been deleted; null
 * where it does not. A disk that is not mounted leaves an empty folder behind.
 * @param root the folder's real path
 */
export async function emptiedReason(
  root: string,
  found: number,
  following: number,
  gone: readonly FollowingItem[],
): Promise<string | null> {
  if (gone.length === 0) return null;
  if (found === 0) return 'none is left in it';
  if (gone.length < few) return null;
  if (2 * gone.length > following) return 'these are more than half';
  const lost = new Map<string, number>();
  for (const { id } of gone) {
    for (let at = dirname(id); at !== '.' && at !== '/'; at = dirname(at)) {
      lost.set(at, (lost.get(at) ?? 0) + 1);
    }
  }
  for (const [below, count] of lost) {
    if (count >= few && (await isEmpty(join(root, below)))) return `${below} in it is empty`;
  }
  return null;
}

const isEmpty = (folder: string) =>
  readdir(folder).then(
    (entries) => entries.length === 0,
    () => false,
  );
