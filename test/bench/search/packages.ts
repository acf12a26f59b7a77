import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { peerFolder, refuseMissing } from '../peers/folder.ts';
import { pythonOf } from '../peers/python.ts';

/** Peers, too large to be dependencies; hnswlib-node is compiled, which takes a C++ compiler. */
const peerPackages: Readonly<Record<string, readonly string[]>> = {
  hnswlib: ['hnswlib-node@3.0.0'],
  lancedb: ['@lancedb/lancedb@0.39.0'],
  pglite: ['@electric-sql/pglite@0.5.14', '@electric-sql/pglite-pgvector@0.0.15'],
};
const faiss = 'faiss';
export const peerNames = [...Object.keys(peerPackages), faiss];

/**
 * The folder that has a peer, of FAISS the interpreter that has it.
 * @param install whether to install it where it is not there
 * @throws {Error} where it is missing, with how to get it
 */
export async function peerPlace(peer: string, install: boolean): Promise<string> {
  if (peer === faiss) return pythonOf(faiss, install);
  const folder = peerFolder(peer);
  const done = join(folder, 'installed');
  if (existsSync(done)) return folder;
  if (!install) refuseMissing(peer);
  console.error(`installing ${peerPackages[peer]!.join(', ')} into ${folder}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"private": true}');
  const args = ['install', '--no-audit', '--no-fund', ...peerPackages[peer]!];
  await promisify(execFile)('npm', args, { cwd: folder, timeout: 600_000 });
  await writeFile(done, '');
  return folder;
}

/** A package of such a folder, as what of it is used. */
export async function importFrom<T>(folder: string, name: string): Promise<T> {
  const { resolve } = createRequire(join(folder, 'package.json'));
  const module = await import(pathToFileURL(resolve(name)).href);
  // Of a CommonJS package not all that it exports is seen by name.
  return { ...module.default, ...module } as T;
}
