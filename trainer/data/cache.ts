import { createHash } from 'node:crypto';
import { closeSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PassedOver, PixelRule } from '@selfsame/models';
import { DatasetTooSmallError } from '../errors.ts';
import { decodeInto } from './build.ts';
import type { ManifestEntry } from './manifest.ts';
import {
  type PictureFile,
  type ScannedPictures,
  type SkippedPicture,
  scanPictures,
  storedPath,
  thin,
} from './scan.ts';
import { asCacheError, deleteStore, isDamage } from './store/database.ts';
import { PixelStore } from './store/PixelStore.ts';
import { type PixelSource, readPixels } from './store/pixels.ts';

/**
 * The decoded pictures of a folder, on disk: more of them than fit into memory are no trouble. The
 * i-th entry of each list is of the i-th picture.
 */
export interface PictureCache {
  readonly count: number;
  readonly rule: PixelRule;
  /**
   * SHA-256 of the pictures' SHA-256s in order, each of the pixels: two data sets with the same
   * digest train the same encoder.
   */
  readonly digest: string;
  readonly paths: readonly string[];
  readonly labels: readonly string[];
  readonly skipped: readonly SkippedPicture[];
  /** Files in the folder beyond the limit. */
  readonly unused: number;
  readonly passedOver: PassedOver;
  /** All files, also those that were skipped. */
  readonly manifest: readonly ManifestEntry[];
  /** For reading in another thread, until `close`. */
  readonly source: PixelSource;
  /**
   * @param into to be filled, of at least [n * height * width * 3]; made anew if left out
   * @returns `into`: [n, height, width, 3] in the order of the indices
   * @throws {CacheDamagedError}
   */
  read(indices: ArrayLike<number>, into?: Uint8Array): Uint8Array;
  close(): void;
}

export interface CacheOptions {
  readonly folder: string;
  readonly rule: PixelRule;
  /** Where decoded pictures lie, of all folders and rules. */
  readonly cacheRoot: string;
  /** Fewer pictures than this are an error. */
  readonly minimum: number;
  /** Use no other pictures than those with these paths. */
  readonly only?: ReadonlySet<string>;
  /** Use no more than this many pictures, evenly spaced over the folder. */
  readonly limit?: number;
  /** Look at hidden files and folders too. */
  readonly hidden?: boolean;
}

/**
 * Opens the decoded pictures of a folder, and decodes those first that no earlier run has decoded
 * by this rule. A damaged cache is made anew.
 * @throws {DatasetMissingError | DatasetTooSmallError | CacheWriteError}
 */
export async function openCache(options: CacheOptions): Promise<PictureCache> {
  const { minimum, only, limit = Number.POSITIVE_INFINITY, hidden = false } = options;
  const folder = resolve(options.folder);
  const root = resolve(options.cacheRoot);
  const scanned = scanPictures(folder, { hidden });
  const files = thin(
    only ? scanned.files.filter(({ path }) => only.has(path)) : scanned.files,
    limit,
  );
  if (files.length < minimum) {
    throw new DatasetTooSmallError(folder, files.length, minimum, skippedIn(scanned));
  }

  const open = async () => {
    const cache = await openFiles({ ...options, folder, cacheRoot: root }, files);
    return withLeftOut(cache, scanned, files.length);
  };
  try {
    try {
      return await open();
    } catch (error) {
      if (!isDamage(error)) throw error;
      console.error(
        `the cache in ${root} is damaged and is made anew: ${(error as Error).message}`,
      );
      deleteStore(root);
      return await open();
    }
  } catch (error) {
    throw asCacheError(root, error);
  }
}

const skippedIn = ({ leftOut }: ScannedPictures): SkippedPicture[] =>
  leftOut.map(({ path, message }) => ({ path, reason: message }));

/** Adds what the scan left out. @param used files of those that it found */
function withLeftOut(
  cache: Omit<PictureCache, 'unused' | 'passedOver'>,
  scanned: ScannedPictures,
  used: number,
): PictureCache {
  const { files, passedOver } = scanned;
  const leftOut = skippedIn(scanned);
  const lines = leftOut.map(({ path, reason }): ManifestEntry => {
    return { path, bytes: null, content: undefined, reason };
  });
  return {
    ...cache,
    ...{ skipped: [...cache.skipped, ...leftOut], manifest: [...cache.manifest, ...lines] },
    ...{ unused: files.length - used, passedOver },
  };
}

async function openFiles(
  { folder, rule, cacheRoot, minimum }: CacheOptions,
  files: readonly PictureFile[],
): Promise<Omit<PictureCache, 'unused' | 'passedOver'>> {
  const store = new PixelStore(cacheRoot, rule);
  try {
    let found = collect(store, folder, files);
    if (found.missing.length > 0) {
      const unreadable = await decodeInto(store, folder, found.missing, rule);
      found = collect(store, folder, files, unreadable);
    }
    const { kept, skipped, manifest, missing, slots, checksums, digest } = found;
    const [lost] = missing;
    if (lost) throw new Error(`${lost.path} is not stored although it was just decoded`);
    const count = kept.length;
    if (count < minimum) throw new DatasetTooSmallError(folder, count, minimum, skipped);
    store.closeIndex();
    const { fd, path, bytes } = store;
    const source: PixelSource = { fd, path, bytes, slots, checksums };
    return {
      ...{ count, rule, digest, skipped, manifest, source },
      paths: kept.map((file) => file.path),
      labels: kept.map(({ label }) => label),
      read(indices, into = new Uint8Array(indices.length * bytes)) {
        readPixels(source, indices, into);
        return into;
      },
      close: () => closeSync(fd),
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/**
 * What the store has of a folder's files.
 * @param unreadable why files cannot be read, by their paths
 */
function collect(
  store: PixelStore,
  folder: string,
  files: readonly PictureFile[],
  unreadable: ReadonlyMap<string, string> = new Map(),
) {
  const hash = createHash('sha256');
  const kept: PictureFile[] = [];
  const skipped: SkippedPicture[] = [];
  const manifest: ManifestEntry[] = [];
  const missing: PictureFile[] = [];
  const slots = new Uint32Array(files.length);
  const checksums = new Uint32Array(files.length);
  store.snapshot(() => {
    for (const file of files) {
      const { path } = file;
      const stored = store.find(storedPath(folder, file), file);
      const reason = stored ? stored.reason : unreadable.get(path);
      if (reason === undefined) missing.push(file);
      else if (reason !== null) skipped.push({ path, reason });
      const depth = stored?.slot === null ? null : stored?.depth;
      manifest.push({ path, bytes: file.bytes, content: stored?.content, reason, depth });
      if (!stored || stored.slot === null) continue;
      hash.update(stored.digest);
      slots[kept.length] = stored.slot;
      checksums[kept.length] = stored.checksum;
      kept.push(file);
    }
  });
  return {
    ...{ kept, skipped, manifest, missing },
    slots: slots.subarray(0, kept.length),
    checksums: checksums.subarray(0, kept.length),
    digest: hash.digest('hex'),
  };
}
