import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { decodePixels, PictureError, type PixelRule } from '@selfsame/models';
import writeFileAtomic from 'write-file-atomic';
import { createProgress } from '../progress.ts';
import { CacheWriteError } from './CacheWriteError.ts';
import {
  type CacheIndex,
  indexFile,
  pictureBytes,
  pixelsFile,
  type SkippedPicture,
} from './cacheIndex.ts';
import { mapInOrder } from './mapInOrder.ts';
import type { PictureFile } from './scan.ts';
import { decodingAtOnce } from './threads.ts';

/**
 * Decodes every picture once into `<dir>/pixels.u8`; the index follows when all of it is on disk.
 * What an interrupted run left is written over: the same files give the same bytes, so even two
 * runs at a time do no harm.
 */
export async function buildCache(
  dir: string,
  folder: string,
  files: readonly PictureFile[],
  rule: PixelRule,
): Promise<void> {
  const hash = createHash('sha256');
  const kept: PictureFile[] = [];
  const skipped: SkippedPicture[] = [];
  const size = pictureBytes(rule);
  const progress = createProgress({ label: 'decode', total: files.length, unit: 'pictures' });
  const fd = openForWriting(dir);
  try {
    for await (const { file, pixels, reason } of decodeAll(folder, files, rule)) {
      if (pixels) {
        hash.update(pixels);
        writeFully(fd, pixels, kept.length * size);
        kept.push(file);
      } else skipped.push({ path: file.path, reason });
      progress.update(
        kept.length + skipped.length,
        skipped.length ? `${skipped.length} skipped` : '',
      );
    }
    ftruncateSync(fd, kept.length * size);
    fsyncSync(fd);
    const index: CacheIndex = {
      count: kept.length,
      rule,
      digest: hash.digest('hex'),
      paths: kept.map(({ path }) => path),
      labels: kept.map(({ label }) => label),
      skipped,
    };
    await writeFileAtomic(join(dir, indexFile), JSON.stringify(index));
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code) throw error;
    throw new CacheWriteError(dir, (error as Error).message, { cause: error });
  } finally {
    progress.stop();
    closeSync(fd);
  }
}

function decodeAll(folder: string, files: readonly PictureFile[], rule: PixelRule) {
  return mapInOrder(files, decodingAtOnce, async (file) => {
    try {
      const pixels = await decodePixels(join(folder, file.path), rule);
      return { file, pixels, reason: '' };
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      return { file, pixels: null, reason: error.message };
    }
  });
}

function openForWriting(dir: string): number {
  try {
    mkdirSync(dir, { recursive: true });
    return openSync(join(dir, pixelsFile), constants.O_RDWR | constants.O_CREAT);
  } catch (error) {
    throw new CacheWriteError(dir, (error as Error).message, { cause: error });
  }
}

function writeFully(fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(fd, bytes, done, bytes.length - done, position + done);
  }
}
