import { readSync, writeSync } from 'node:fs';

/** Bytes of one call: systems refuse more than about 2 GiB. */
const most = 1 << 30;

/** Writes all of the bytes; one call may write only a part. */
export function writeFully(fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(fd, bytes, done, Math.min(most, bytes.length - done), position + done);
  }
}

/** Fills `into` from a file. @returns false if the file ends before */
export function readFully(fd: number, into: Uint8Array, position: number): boolean {
  for (let done = 0; done < into.length; ) {
    const read = readSync(fd, into, done, Math.min(most, into.length - done), position + done);
    if (read === 0) return false;
    done += read;
  }
  return true;
}
