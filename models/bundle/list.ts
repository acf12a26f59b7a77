import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SelfsameError } from '../errors/define.ts';
import { BundleInvalidError, BundleUnreadableError } from '../errors/files.ts';
import { type Bundle, cardFile, namePattern, versionPattern } from './card.ts';
import { isMissing } from './missing.ts';
import { readBundle } from './read.ts';

/** What lies in a models folder and is of no use. */
export interface BrokenBundle {
  readonly dir: string;
  readonly error: SelfsameError;
}

/** What lies in a models folder. */
export interface BundleList {
  readonly bundles: Bundle[];
  readonly broken: BrokenBundle[];
}

/**
 * Reads and checks every bundle `<folder>/<name>/<version>`, by folder, then by name and by version.
 * One without its model.json is still being copied and is not seen; one that fails its checks is
 * told.
 * @throws {BundleUnreadableError} if one of the folders themselves cannot be read
 */
export async function listBundles(folders: string | readonly string[]): Promise<BundleList> {
  const lists = await Promise.all([folders].flat().map(listOf));
  return {
    bundles: lists.flatMap(({ bundles }) => bundles),
    broken: lists.flatMap(({ broken }) => broken),
  };
}

async function listOf(root: string): Promise<BundleList> {
  const { found, broken } = await listBundleFolders(root);
  const list: BundleList = { bundles: [], broken: [...broken] };
  for (const { name, version } of found) {
    const dir = join(root, name, version);
    try {
      list.bundles.push(await readPublished(root, name, version));
    } catch (error) {
      if (!(error instanceof SelfsameError)) throw error;
      list.broken.push({ dir, error });
    }
  }
  return list;
}

/** Where a bundle lies: `<root>/<name>/<version>`. */
export interface BundleFolder {
  readonly name: string;
  readonly version: string;
}

/** The folders of bundles in a models folder, unread, and those that cannot be looked into. */
export interface BundleFolders {
  readonly found: BundleFolder[];
  readonly broken: BrokenBundle[];
}

/**
 * The folders of complete bundles, unread, by name and by version.
 * @throws {BundleUnreadableError} if the root cannot be read
 */
export async function listBundleFolders(root: string): Promise<BundleFolders> {
  const folders: BundleFolders = { found: [], broken: [] };
  for (const name of await listNames(root)) {
    try {
      for (const version of await listVersions(root, name)) folders.found.push({ name, version });
    } catch (error) {
      if (!(error instanceof SelfsameError)) throw error;
      folders.broken.push({ dir: join(root, name), error });
    }
  }
  return folders;
}

/** Reads `<root>/<name>/<version>` and checks that the bundle in it is the one that belongs there. */
export async function readPublished(root: string, name: string, version: string): Promise<Bundle> {
  const bundle = await readBundle(join(root, name, version));
  const { card, dir } = bundle;
  if (card.name === name && card.version === version) return bundle;
  throw new BundleInvalidError(dir, [`it says that it is ${card.name}/${card.version}`]);
}

/** Names under which there may be bundles, sorted; none if the root does not exist. */
export async function listNames(root: string): Promise<string[]> {
  return (await listFolders(root)).filter((name) => namePattern.test(name)).sort();
}

/** Complete versions of a name, oldest first. @throws {BundleUnreadableError} */
export async function listVersions(root: string, name: string): Promise<string[]> {
  const versions = (await listFolders(join(root, name)))
    .filter((version) => versionPattern.test(version))
    .sort((a, b) => Number(a) - Number(b));
  const isThere = await Promise.all(versions.map((version) => hasCard(join(root, name, version))));
  return versions.filter((_, i) => isThere[i]);
}

/** Whether a bundle is complete; one that cannot be looked into may be, and reading it tells why. */
export const hasCard = (dir: string) =>
  stat(join(dir, cardFile)).then(
    () => true,
    (error: NodeJS.ErrnoException) => !isMissing(error),
  );

/** @throws {BundleUnreadableError} */
export async function listFolders(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.filter((entry) => !entry.isFile()).map((entry) => entry.name);
  } catch (error) {
    if (isMissing(error as NodeJS.ErrnoException)) return [];
    throw new BundleUnreadableError(dir, error as Error);
  }
}
