import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { BundleNotFoundError } from '../errors/files.ts';
import { type Bundle, cardFile, namePattern, versionPattern } from './card.ts';
import { hasCard, listBundleFolders, listVersions, readPublished } from './list.ts';
import { readBundle } from './read.ts';

/**
 * Finds one bundle. A newest version that is damaged is an error: an older one is never taken in
 * its stead.
 * @param folders that it is looked for in; the first that has one of the name decides
 * @param reference 'name' (its newest version), 'name/version', or the path of a bundle's folder, or of
 *   the folder of a name's versions (the newest)
 * @throws {BundleNotFoundError} naming what there is
 */
export async function findBundle(
  folders: string | readonly string[],
  reference: string,
): Promise<Bundle> {
  const roots = [folders].flat();
  for (const root of roots) {
    const found = await findIn(root, reference);
    if (found !== null) return found;
  }
  if (existsSync(join(reference, cardFile))) return readBundle(reference);
  const path = resolve(reference);
  const newest = await findIn(dirname(path), basename(path));
  if (newest !== null) return newest;
  const available = await Promise.all(roots.map(listReferences));
  throw new BundleNotFoundError(reference, roots.join(' or '), [...new Set(available.flat())]);
}

async function findIn(root: string, reference: string): Promise<Bundle | null> {
  const [name = '', version, ...rest] = reference.split('/');
  if (!namePattern.test(name) || rest.length > 0) return null;
  if (version === undefined) {
    const newest = (await listVersions(root, name)).at(-1);
    return newest ? readPublished(root, name, newest) : null;
  }
  const isThere = versionPattern.test(version) && (await hasCard(join(root, name, version)));
  return isThere ? readPublished(root, name, version) : null;
}

async function listReferences(root: string): Promise<string[]> {
  const { found } = await listBundleFolders(root);
  return found.map(({ name, version }) => `${name}/${version}`);
}
