import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SelfsameError } from '../errors/define.ts';
import { BundleInvalidError } from '../errors/files.ts';
import { type Bundle, cardFile, namePattern, versionPattern } from './card.ts';
import { readBundle } from './read.ts';

/** What lies in a models folder. */
export interface BundleList {
  readonly bundles: Bundle[];
  readonly broken: { readonly dir: string; readonly error: SelfsameError }[];
}

/**
 * Reads and checks every bundle `<folder>/<name>/<version>`, by folder, then by name and by version.
 * One without its model.json is still being copied and is not seen; one that fails its checks is
 * told.
 */
export async function listBundles(folders: string | readonly string[]): Promise<BundleList> {
  const lists = await Promise.all([folders].flat().map(listOf));
  return {
    bundles: lists.flatMap(({ bundles }) => bundles),
    broken: lists.flatMap(({ broken }) => broken),
  };
}

async function listOf(root: string): Promise<BundleList> {
  const list: BundleList = { bundles: [], broken: [] };
  for (const { name, version } of await listBundleFolders([root])) {
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
  readonly root: string;
  readonly name: string;
  readonly version: string;
}

/** The folders of complete bundles, unread: by folder, then by name and by version. */
export async function listBundleFolders(roots: readonly string[]): Promise<BundleFolder[]> {
  const found: BundleFolder[] = [];
  for (const root of roots) {
    for (const name of await listNames(root)) {
      for (const version of await listVersions(root, name)) found.push({ root, name, version });
    }
  }
  return found;
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

/** Complete versions of a name, oldest first. */
export async function listVersions(root: string, name: string): Promise<string[]> {
  const folders = await listFolders(join(root, name));
  return folders
    .filter((version) => versionPattern.test(version))
    .filter((version) => existsSync(join(root, name, version, cardFile)))
    .sort((a, b) => Number(a) - Number(b));
}

export async function listFolders(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.filter((entry) => !entry.isFile()).map((entry) => entry.name);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
