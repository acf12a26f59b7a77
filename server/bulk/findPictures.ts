import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pictureExtensions } from '@selfsame/models';
import { FolderInvalidError } from '../errors/FolderInvalidError.ts';

/**
 * Files under a folder that have a picture's extension, by path relative to it, in order. Links
 * are not followed.
 * @param onSkipped told of each folder below that cannot be read
 * @throws {FolderInvalidError} if the folder itself cannot
 */
export async function findPictures(
  folder: string,
  onSkipped: (path: string, error: unknown) => void,
): Promise<string[]> {
  const found: string[] = [];
  const waiting = [''];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    try {
      for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
        // As in a URL, whatever the system's separator: it becomes the item's id.
        const inner = path === '' ? entry.name : `${path}/${entry.name}`;
        if (entry.isDirectory()) waiting.push(inner);
        else if (entry.isFile() && isPicture(entry.name)) found.push(inner);
      }
    } catch (error) {
      if (path === '') throw new FolderInvalidError(folder, (error as Error).message);
      onSkipped(path, error);
    }
  }
  return found.sort();
}

const isPicture = (name: string) => pictureExtensions.has(extname(name).toLowerCase());
