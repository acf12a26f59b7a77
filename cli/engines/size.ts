import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** '63.2 MB', '2.48 GB'. */
export const sizeText = (bytes: number): string =>
  bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;

/** Of the largest file in a folder that others write in, in bytes; undefined while they tidy up. */
export function largestIn(folder: string): number | undefined {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return Math.max(
      0,
      ...files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}
