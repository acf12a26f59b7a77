import { cpSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checkpointFile, findBundle, shippedModels } from '../../models/index.ts';

/**
 * Puts what is no source into the package: the page, the newest of the shipped encoders, WebAssembly,
 * and what there is to read.
 * @returns the paths
 */
export async function copyFiles(root: string, folder: string): Promise<readonly string[]> {
  const { card } = await findBundle(shippedModels, 'cifar10-small');
  const encoder = `models/${card.name}/${card.version}`;
  const pages = linkedFrom(root, ['LICENSE', 'README.md', 'CHANGELOG.md']);
  const programs = globSync('server/**/*.wasm', { cwd: root });
  const paths = ['page/dist', encoder, ...programs, ...pages];
  // What training goes on from is larger than the encoder, and --init does without it.
  const filter = (path: string) => basename(path) !== checkpointFile;
  for (const path of paths)
    cpSync(join(root, path), join(folder, path), { recursive: true, filter });
  return paths;
}

/** Pages, and the files of this repository that they and the pages among those link to. */
export function linkedFrom(root: string, pages: readonly string[]): string[] {
  const found = new Set(pages);
  // What is found on the way is looked at in its turn.
  for (const page of found) {
    if (!page.endsWith('.md')) continue;
    const links = readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!\w+:|#)([^)#]+)/g);
    for (const [, path] of links) found.add(join(dirname(page), path!));
  }
  return [...found];
}
