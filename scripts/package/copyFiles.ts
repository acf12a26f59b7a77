import { cpSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBundle, shippedModels } from '../../models/index.ts';

/**
 * Puts what is no source into the package: the page, the newest of the shipped encoders, and what
 * there is to read.
 * @returns the paths
 */
export async function copyFiles(root: string, folder: string): Promise<readonly string[]> {
  const { card } = await findBundle(shippedModels, 'cifar10-small');
  const encoder = `models/${card.name}/${card.version}`;
  const pages = ['README.md', 'CHANGELOG.md'].flatMap((page) => linkedFrom(root, page));
  const paths = [...new Set(['server/web', encoder, 'LICENSE', ...pages])];
  for (const path of paths) cpSync(join(root, path), join(folder, path), { recursive: true });
  return paths;
}

/** A page, and the files of this repository that it links to. */
function linkedFrom(root: string, page: string): string[] {
  if (!page.endsWith('.md')) return [page];
  const links = readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!\w+:|#)([^)#]+)/g);
  return [page, ...[...links].flatMap(([, path]) => linkedFrom(root, join(dirname(page), path!)))];
}
