import { fstatSync, futimesSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { PixelRule } from '@selfsame/models';
import { CacheDamagedError } from '../../errors.ts';

/**
 * Where the pixels of a data set's pictures are; plain values, which can be sent to another thread.
 * The i-th entry of a list is of the i-th picture.
 */
export interface PixelSource {
  /** Of the file of pixels, open for reading. Descriptors belong to the process, not to a thread. */
  readonly fd: number;
  readonly path: string;
  /** Bytes of one picture. */
  readonly bytes: number;
  /** Places in the file, in units of one picture. */
  readonly slots: Uint32Array;
  /** CRC-32 of the pixels. */
  readonly checksums: Uint32Array;
}

export const pictureBytes = ({ width, height }: PixelRule) => width * height * 3;

/**
 * Reads pictures by their indices. Node has no memory mapping; a positioned read of a file that the
 * system holds in memory is a copy, which a batch needs anyway. Each picture is checked as it is
 * read, so that nothing damaged is trained on.
 * @param into to be filled, of at least [n * height * width * 3]
 * @throws {CacheDamagedError}
 */
export function readPixels(
  { fd, path, bytes, slots, checksums }: PixelSource,
  indices: ArrayLike<number>,
  into: Uint8Array,
): void {
  if (into.length < indices.length * bytes) {
    throw new RangeError(`${into.length} bytes cannot hold ${indices.length} pictures`);
  }
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    const slot = slots[index];
    if (slot === undefined) throw new RangeError(`there is no picture ${index}`);
    const read = readSync(fd, into, i * bytes, bytes, slot * bytes);
    if (read === bytes && crc32(into.subarray(i * bytes, (i + 1) * bytes)) === checksums[index]) {
      continue;
    }
    // A file that was changed behind the store's back is checked in full when it is next opened.
    futimesSync(fd, new Date(), new Date());
    throw new CacheDamagedError(path, slot);
  }
}

/** Tells whether a file has been written to since: its size and the time of its last change. */
export function stampOf(fd: number): string {
  const { size, mtimeNs } = fstatSync(fd, { bigint: true });
  return `${size}/${mtimeNs}`;
}
