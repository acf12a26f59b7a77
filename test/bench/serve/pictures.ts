import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The pictures of a folder, in a fixed order. */
export function listPictures(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /\.jpe?g$/i.test(name));
  if (names.length === 0) throw new Error(`there are no JPEG files in ${folder}`);
  return names.toSorted().map((name) => join(folder, name));
}
