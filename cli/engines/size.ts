import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** '63.2 MB', '2.48 GB'. */
export const sizeText = (bytes: number): string =>
  bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;

/** Of the largest file in a folder that others write, in bytes. */
export function largestIn(folder: string): number {
  let largest = 0;
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    // It may be gone by now.
    const size = statSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0;
    largest = Math.max(largest, size);
  }
  return largest;
}
