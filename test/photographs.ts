import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePhotographs } from './bench/photographs.ts';

/** An archive with 200 photographs, of several sizes, some with EXIF and profiles; it may not be there. */
export const { PHOTOGRAPHS: archive = join(import.meta.dirname, '../../shared/data/photos.tar') } =
  process.env;

/** Unpacks it into an empty folder. @returns paths of the 200 JPEGs, in order */
export function unpackPhotographs(folder: string): string[] {
  execFileSync('tar', ['-xf', archive, '-C', folder]);
  const names = globSync('**/*.JPEG', { cwd: folder }).toSorted();
  return names.map((name) => join(folder, name));
}

/**
 * Photographs of the archive, evenly spaced; where it is not there, parts of those that npm packages have.
 * @param folder an empty one
 */
export async function somePhotographs(folder: string, count: number): Promise<Buffer[]> {
  if (existsSync(archive)) {
    const paths = unpackPhotographs(folder);
    const step = Math.floor(paths.length / count);
    return Array.from({ length: count }, (_, i) => readFileSync(paths[i * step]!));
  }
  await makePhotographs(folder, count);
  return Array.from({ length: count }, (_, i) => readFileSync(join(folder, `${i}.jpg`)));
}
