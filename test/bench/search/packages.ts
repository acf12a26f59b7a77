import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { installPython } from '../python.ts';

/** Peers, too large to be dependencies; hnswlib-node is compiled, which takes a C++ compiler. */
const peerPackages: Readonly<Record<string, readonly string[]>> = {
  hnswlib: ['hnswlib-node@3.0.0'],
  lancedb: ['@lancedb/lancedb@0.39.0'],
  pglite: ['@electric-sql/pglite@0.5.14', '@electric-sql/pglite-pgvector@0.0.15'],
};
/** Those from PyPI. */
const pythonPackages: Readonly<Record<string, readonly string[]>> = {
  faiss: ['faiss-cpu==1.15.1', 'numpy==2.4.6'],
};
export const peerNames = Object.keys({ ...peerPackages, ...pythonPackages });

/**
 * Installs a peer into a temporary folder, where it stays for the next time.
 * @returns that folder; of one from PyPI the interpreter that has it
 */
export async function installPeer(peer: string): Promise<string> {
  if (peer in pythonPackages) return installPython(peer, pythonPackages[peer]!);
  const folder = join(tmpdir(), `selfsame-bench-${peer}`);
  const done = join(folder, 'installed');
  if (existsSync(done)) return folder;
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
