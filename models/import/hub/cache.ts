import { copyFile, lstat, mkdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { HubCacheError } from './errors.ts';
import type { HubReference } from './reference.ts';
import type { HubFile } from './repository.ts';

/**
 * A repository in the cache that all programs of that ecosystem share
 * (https://huggingface.co/docs/hub/local-cache): contents under their digests in `blobs`, the files of
 * each commit as links to them in `snapshots`, commits of branches and tags in `refs`.
 */
export interface HubCache {
  /** The folder of a commit's files. */
  snapshot(commit: string): string;
  /** Where a file's content is to be, once it is whole. */
  blobOf(file: HubFile): string;
  /** Makes what is whole at the path into the content. */
  keep(path: string, file: HubFile): Promise<void>;
  /** Has the commit show a file whose content is there. @returns its path */
  link(commit: string, file: HubFile): Promise<string>;
  /** Notes that the revision is this commit. */
  note(commit: string): Promise<void>;
}

export function openHubCache(root: string, { repository, revision }: HubReference): HubCache {
  const folder = join(root, `models--${repository.replaceAll('/', '--')}`);
  const snapshot = (commit: string) => join(folder, 'snapshots', commit);
  const blobOf = ({ digest }: HubFile) =>
    join(folder, 'blobs', 'sha256' in digest ? digest.sha256 : digest.git);
  return {
    snapshot,
    blobOf,
    keep: (path, file) => inCache(folder, () => rename(path, blobOf(file))),
    link: (commit, file) =>
      inCache(folder, async () => {
        const path = join(snapshot(commit), file.path);
        await mkdir(dirname(path), { recursive: true });
        // One that leads nowhere is a link as well.
        if (await isThere(path)) return path;
        await rm(path, { force: true });
        await place(blobOf(file), path);
        return path;
      }),
    note: (commit) =>
      inCache(folder, async () => {
        if (revision === commit) return;
        const path = join(folder, 'refs', revision);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, commit);
      }),
  };
}

/** @throws {HubCacheError} what the file system says */
export async function inCache<Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new HubCacheError(folder, error as Error);
  }
}

export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function place(blob: string, path: string): Promise<void> {
  try {
    await symlink(relative(dirname(path), blob), path);
  } catch (error) {
    // Another process has done it; or, on Windows, one has to be an administrator for a link.
    if (await lstat(path).catch(() => null)) return;
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    await copyFile(blob, path);
  }
}
