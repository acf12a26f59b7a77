import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BundleNotFoundError } from '../errors/files.ts';
import { type Bundle, cardFile, namePattern, versionPattern } from './card.ts';
import { listNames, listVersions, readPublished } from './list.ts';
import { readBundle } from './read.ts';

/**
 * Finds one bundle. A newest version that is damaged is an error: an older one is never taken in
 * its stead.
 * @param reference 'name' (its newest version), 'name/version', or the path of a bundle's folder
 * @throws {BundleNotFoundError} naming what there is
 */
export async function findBundle(root: string, reference: string): Promise<Bundle> {
  const [name = '', version, ...rest] = reference.split('/');
  const inRoot = namePattern.test(name) && rest.length === 0;
  if (inRoot && version === undefined) {
    const newest = (await listVersions(root, name)).at(-1);
    if (newest) return readPublished(root, name, newest);
  }
  if (inRoot && version !== undefined && versionPattern.test(version)) {
    if (existsSync(join(root, name, version, cardFile))) return readPublished(root, name, version);
  }
  if (existsSync(join(reference, cardFile))) return readBundle(reference);
  throw new BundleNotFoundError(reference, root, await listReferences(root));
}

async function listReferences(root: string): Promise<string[]> {
  const references: string[] = [];
  for (const name of await listNames(root)) {
    for (const version of await listVersions(root, name)) references.push(`${name}/${version}`);
  }
  return references;
}
