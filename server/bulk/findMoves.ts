import type { FileMove, FollowingItem } from '../store/contract/files.ts';
import { bytesOf, stampOf } from './plan.ts';
import { type Picture, readPicture } from './readPicture.ts';
import type { FolderPicture } from './scan/scanAside.ts';
import { followedBy, type Work } from './work.ts';

/** A file that is read without being kept. */
type Read = Omit<Picture, 'bytes'>;

/**
 * Items whose files are under other paths now: those whose files are gone, or are not what they were,
 * and whose contents other files have. Only files of the sizes of such items are read.
 * @param todo files that are new or not as they were
 */
export async function findMoves(
  work: Work,
  todo: readonly FolderPicture[],
  gone: readonly FollowingItem[],
): Promise<FileMove[]> {
  const { job, following } = work;
  const changed = todo.flatMap(({ path }) => following.get(path) ?? []);
  const loose = new Map<string, FollowingItem[]>();
  const sizes = new Set<number>();
  for (const item of [...gone, ...changed]) {
    if (!item.embedded || item.content === null) continue;
    loose.set(item.content, [...(loose.get(item.content) ?? []), item]);
    sizes.add(bytesOf(item.file!.stamp));
  }
  const read: Read[] = [];
  for (const picture of todo) {
    if (!sizes.has(bytesOf(stampOf(picture))) || job.cancelled.aborted) continue;
    const found = await readAside(picture, work.mostBytes);
    if (found !== null) read.push(found);
  }
  const take = (content: string, isTheOne: (item: FollowingItem) => boolean) => {
    const items = loose.get(content) ?? [];
    const at = items.findIndex(isTheOne);
    return at < 0 ? undefined : items.splice(at, 1)[0];
  };
  // Those that are touched and not changed stay where they are.
  const astray = read.filter(({ path, content }) => !take(content, ({ id }) => id === path));
  const pairs = astray.flatMap((found) => {
    const item = take(found.content, () => true);
    return item === undefined ? [] : [{ found, item }];
  });
  const leaving = new Set(pairs.map(({ item }) => item.id));
  return pairs.map(({ found: { path, file }, item }) => {
    const there = leaving.has(path) ? undefined : following.get(path);
    const replaces = there?.version ?? null;
    return { from: item, to: path, replaces, file: followedBy(work, file) };
  });
}

/** What cannot be read is named when it is its turn. */
async function readAside(picture: FolderPicture, most: number): Promise<Read | null> {
  try {
    const { bytes: _, ...read } = await readPicture(picture, most);
    return read;
  } catch {
    return null;
  }
}
