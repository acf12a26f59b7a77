import type { LeftOutFile } from '@selfsame/models';
import type { FollowingItem } from '../store/contract/files.ts';
import { metadataDigest } from '../store/metadataDigest.ts';
import type { FolderPicture } from './scan/scanAside.ts';

/** What is told of a file without opening it: another content nearly always changes it. */
export const stampOf = ({ bytes, modified, changed }: FolderPicture): string =>
  `${bytes} ${modified} ${changed}`;

/** The size of a file that a stamp is of. */
export const bytesOf = (stamp: string): number => Number.parseInt(stamp, 10);

/** A folder beside the items that follow it. */
export interface Plan {
  /** Whose files are as they were. */
  readonly known: number;
  /** Files that are new, or are not as they were. */
  readonly todo: readonly FolderPicture[];
  /** Items whose files are not there. */
  readonly gone: readonly FollowingItem[];
}

/** Compares a folder with the items that follow it, by what can be told without opening a file. */
export function planOf(
  pictures: readonly FolderPicture[],
  following: ReadonlyMap<string, FollowingItem>,
  isUnseen: (path: string) => boolean,
): Plan {
  const paths = new Set<string>();
  const todo = pictures.filter((picture) => {
    paths.add(picture.path);
    const item = following.get(picture.path);
    return !(item?.embedded && isAsItWas(item, picture));
  });
  const gone = [...following.values()].filter(({ id }) => !paths.has(id) && !isUnseen(id));
  return { known: pictures.length - todo.length, todo, gone };
}

const isAsItWas = ({ file }: FollowingItem, picture: FolderPicture) =>
  file?.stamp === stampOf(picture) && file.metadataDigest === metadataDigest(picture.metadata);

/**
 * Whether a file may be there although it was not found: something on the way to it could not be
 * read, or it is hidden and hidden files are not looked at.
 */
export function unseenIn(
  leftOut: readonly LeftOutFile[],
  hidden: boolean,
): (path: string) => boolean {
  const unread = new Set(leftOut.map(({ path }) => path));
  return (path) => {
    const steps = path.split('/');
    if (!hidden && steps.some((step) => step.startsWith('.'))) return true;
    return steps.some((_, i) => unread.has(steps.slice(0, i + 1).join('/')));
  };
}
