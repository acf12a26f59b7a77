import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PixelRule } from '@selfsame/models';

/** Files in a cache's folder; the index is written last and makes the cache complete. */
export const pixelsFile = 'pixels.u8';
export const indexFile = 'index.json';

/** A picture that could not be decoded, and why. */
export interface SkippedPicture {
  readonly path: string;
  readonly reason: string;
}

/** What is known about the decoded pictures; the i-th entry of each list is of the i-th picture. */
export interface CacheIndex {
  readonly count: number;
  readonly rule: PixelRule;
  /** SHA-256 of all pixels in order: two datasets with the same digest train the same encoder. */
  readonly digest: string;
  readonly paths: readonly string[];
  readonly labels: readonly string[];
  readonly skipped: readonly SkippedPicture[];
}

export const pictureBytes = (rule: PixelRule) => rule.width * rule.height * 3;

/** Null if the cache is not there, or not all of it. */
export function readIndex(dir: string): CacheIndex | null {
  try {
    const index = JSON.parse(readFileSync(join(dir, indexFile), 'utf8')) as CacheIndex;
    const bytes = index.count * pictureBytes(index.rule);
    return statSync(join(dir, pixelsFile)).size === bytes ? index : null;
  } catch {
    return null;
  }
}
