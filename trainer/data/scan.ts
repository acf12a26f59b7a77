import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pictureExtensions } from '@selfsame/models';
import { DatasetMissingError } from './DatasetMissingError.ts';

/** A file that looks like a picture by its name. */
export interface PictureFile {
  /** Below the scanned folder, with '/' between its parts. */
  readonly path: string;
  readonly bytes: number;
  /** Last change, milliseconds since 1970. */
  readonly modified: number;
  /** Its class; '' where the folders tell none. */
  readonly label: string;
}

/** A picture that could not be decoded, and why. */
export interface SkippedPicture {
  readonly path: string;
  readonly reason: string;
}

/**
 * Lists the pictures in a folder and the folders below it, in an order that depends on their names
 * alone. Links are followed, each folder is visited once; hidden files are left out.
 */
export function scanPictures(folder: string): PictureFile[] {
  const files: Omit<PictureFile, 'label'>[] = [];
  const visited = new Set<string>();

  const visit = (below: string) => {
    const dir = join(folder, below);
    const real = realpathSync(dir);
    if (visited.has(real)) return;
    visited.add(real);
    for (const name of readdirSync(dir).sort()) {
      if (name.startsWith('.')) continue;
      const path = below === '' ? name : `${below}/${name}`;
      const stat = statSync(join(folder, path), { throwIfNoEntry: false });
      if (stat?.isDirectory()) visit(path);
      else if (stat && isPicture(name, stat)) {
        files.push({ path, bytes: stat.size, modified: stat.mtimeMs });
      }
    }
  };

  try {
    visit('');
  } catch (error) {
    throw new DatasetMissingError(folder, (error as Error).message, { cause: error });
  }
  const labels = labelsOf(files.map(({ path }) => path));
  return files.map((file, i) => ({ ...file, label: labels[i]! }));
}

/** About `limit` files, evenly spaced, so that every class keeps its share. */
export function thin(files: readonly PictureFile[], limit: number): PictureFile[] {
  if (files.length <= limit) return [...files];
  return Array.from({ length: limit }, (_, i) => files[Math.floor((i * files.length) / limit)]!);
}

function isPicture(name: string, stat: Stats): boolean {
  return stat.isFile() && pictureExtensions.has(extname(name).toLowerCase());
}

/** The name of the first level of folders on which the pictures differ: 'cat' in all/cat/1.jpg. */
function labelsOf(paths: readonly string[]): string[] {
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  const [first = []] = folders;
  let level = 0;
  while (level < first.length && folders.every((parts) => parts[level] === first[level])) level++;
  return folders.map((parts) => parts[level] ?? '');
}
