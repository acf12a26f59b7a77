import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { Place } from '../names.ts';

/** Enough to tell every format and archive by. */
const headBytes = 512;
const buffer = Buffer.alloc(headBytes);

/** Should it have become a pipe since it was listed, opening does not wait for who writes to it. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** What a file begins with; good until the next call. */
export function readHead(place: Place): { readonly head: Buffer; readonly stat: Stats } {
  const fd = openSync(place, flags);
  try {
    const stat = fstatSync(fd);
    const read = stat.isFile() ? readSync(fd, buffer, 0, headBytes, 0) : 0;
    return { head: buffer.subarray(0, read), stat };
  } finally {
    closeSync(fd);
  }
}
