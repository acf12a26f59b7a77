import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PixelRule, pixelsVersion } from '@selfsame/models';
import { buildCache } from './build.ts';
import { type CacheIndex, pictureBytes, pixelsFile, readIndex } from './cacheIndex.ts';
import { DatasetTooSmallError } from './DatasetTooSmallError.ts';
import { type PictureFile, scanPictures, thin } from './scan.ts';

/** Decoded pictures on disk; more of them than fit into memory are no trouble. */
export interface PictureCache extends CacheIndex {
  /**
   * @param into to be filled, of at least [n * height * width * 3]; made anew if left out
   * @returns `into`: [n, height, width, 3] in the order of the indices
   */
  read(indices: ArrayLike<number>, into?: Uint8Array): Uint8Array;
  close(): void;
}

export interface CacheOptions {
  readonly folder: string;
  readonly rule: PixelRule;
  /** Where caches lie, each in a folder of its own. */
  readonly cacheRoot: string;
  /** Fewer pictures than this are an error. */
  readonly minimum: number;
  /** Use no more than this many pictures, evenly spaced over the folder. */
  readonly limit?: number;
}

/**
 * Opens the decoded pictures of a folder, and decodes them first where the folder's files (by path,
 * size and time), the pixel rule or the pixel function are not those of an earlier run.
 * @throws {DatasetMissingError | DatasetTooSmallError | CacheWriteError}
 */
export async function openCache(options: CacheOptions): Promise<PictureCache> {
  const { rule, cacheRoot, minimum, limit = Number.POSITIVE_INFINITY } = options;
  const folder = resolve(options.folder);
  const files = thin(scanPictures(folder), limit);
  if (files.length < minimum) throw new DatasetTooSmallError(folder, files.length, minimum);

  const dir = resolve(cacheRoot, cacheKey(folder, files, rule));
  if (!readIndex(dir)) await buildCache(dir, folder, files, rule);
  const index = readIndex(dir);
  if (!index) throw new Error(`${dir} is not complete although it has just been written`);
  if (index.count < minimum) {
    throw new DatasetTooSmallError(folder, index.count, minimum, index.skipped);
  }
  return { ...index, ...openPixels(join(dir, pixelsFile), index) };
}

function cacheKey(folder: string, files: readonly PictureFile[], rule: PixelRule): string {
  const hash = createHash('sha256');
  const { width, height, fit, background } = rule;
  hash.update(JSON.stringify([pixelsVersion, folder, width, height, fit, background]));
  for (const { path, bytes, modified } of files)
    hash.update(JSON.stringify([path, bytes, modified]));
  return hash.digest('hex').slice(0, 32);
}

function openPixels(path: string, { count, rule }: CacheIndex) {
  const size = pictureBytes(rule);
  const fd = openSync(path, 'r');
  return {
    read(indices: ArrayLike<number>, into = new Uint8Array(indices.length * size)): Uint8Array {
      if (into.length < indices.length * size) {
        throw new RangeError(`${into.length} bytes cannot hold ${indices.length} pictures`);
      }
      for (let i = 0; i < indices.length; i++) {
        const index = indices[i]!;
        if (!(index >= 0 && index < count)) throw new RangeError(`there is no picture ${index}`);
        if (readSync(fd, into, i * size, size, index * size) !== size) {
          throw new Error(`${path} was cut short while it was in use`);
        }
      }
      return into;
    },
    close: () => closeSync(fd),
  };
}
