import { FileUnreadableError, SelfsameError } from '@selfsame/models';
import type { Encoding } from '../embed/pictureParts.ts';
import type { Keep } from '../store/contract/collections.ts';
import type { FollowedFile, FollowingItem } from '../store/contract/files.ts';
import type { Store } from '../store/contract/Store.ts';
import type { Job, SkippedFile } from './job.ts';

/** What the steps of one pass over a folder work with. */
export interface Work {
  readonly job: Job;
  readonly store: Store;
  readonly encoding: Encoding;
  /** The digest of the first. */
  readonly model: string;
  readonly keep: Keep;
  /** The folder's real path. */
  readonly root: string;
  /** Bytes that one picture may have. */
  readonly mostBytes: number;
  /** The items that follow the folder, by id: as they were, then as the pass makes them. */
  readonly following: Map<string, FollowingItem>;
}

/** Items of the folder that are listed at a time. */
const atOnce = 5000;

/** All items that follow the folder, by id. */
export async function loadFollowing(
  store: Store,
  collection: string,
  folder: string,
  model: string,
): Promise<Map<string, FollowingItem>> {
  const items = new Map<string, FollowingItem>();
  for (let after: number | null = 0; after !== null; ) {
    const query = { collection, folder, model, limit: atOnce, after };
    const page = await store.listFollowing(query);
    for (const item of page.items) items.set(item.id, item);
    after = page.next;
  }
  return items;
}

export const followedBy = ({ root }: Work, file: Omit<FollowedFile, 'folder'>): FollowedFile => ({
  folder: root,
  ...file,
});

/** Notes what is wrong with a file. */
export function skip({ job }: Work, path: string, error: unknown): SkippedFile {
  const known =
    error instanceof SelfsameError ? error : new FileUnreadableError((error as Error).message);
  const file = { path, code: known.code, message: known.message };
  job.pass.skip(file);
  return file;
}
