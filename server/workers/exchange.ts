import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueueFullError } from '../errors/service.ts';

/** Where the other process finds it among its file descriptors, after the three standard ones. */
export const exchangeFd = 4;

/** Memory that is a folder: what is written there never goes to a disk. */
const sharedMemory = '/dev/shm';

/**
 * Bytes that two processes hand to each other: a file without a name, in memory where the system
 * has such a place, divided into slots. Messages between processes are copied six times and make
 * garbage at either end; this way a picture is copied twice, and no garbage is made.
 */
export class Exchange {
  readonly fd: number;
  readonly #slotBytes: number;
  #closed = false;

  private constructor(fd: number, slotBytes: number) {
    this.fd = fd;
    this.#slotBytes = slotBytes;
  }

  /** @param slotBytes the most that a slot can hold; what is not used takes no room */
  static create(slots: number, slotBytes: number): Exchange {
    const folder = mkdtempSync(join(placeFor(slots * slotBytes), 'selfsame-'));
    try {
      return new Exchange(openSync(join(folder, 'exchange'), 'wx+', 0o600), slotBytes);
    } finally {
      removeName(folder);
    }
  }

  /** The other end, in the process that was given it. */
  static inherited(slotBytes: number): Exchange {
    return new Exchange(exchangeFd, slotBytes);
  }

  /**
   * Writes into a slot.
   * @param offset in bytes from the slot's beginning
   * @throws {QueueFullError} when the memory is full
   */
  write(slot: number, bytes: Uint8Array, offset = 0): void {
    const at = slot * this.#slotBytes + offset;
    try {
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(this.fd, bytes, done, bytes.length - done, at + done);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      throw new QueueFullError('bytes in shared memory', at);
    }
  }

  /** Fills `into` from the beginning of a slot. */
  read(slot: number, into: Uint8Array): void {
    const at = slot * this.#slotBytes;
    for (let done = 0; done < into.length; ) {
      const length = readSync(this.fd, into, done, into.length - done, at + done);
      if (length === 0) throw new Error('the exchange ended early');
      done += length;
    }
  }

  close(): void {
    if (!this.#closed) closeSync(this.fd);
    this.#closed = true;
  }
}

/** The two processes have it open; nobody else gets to it, and it goes when they go. */
function removeName(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Windows does not let go of the name of an open file.
  }
}

/** Memory, if it has room for all that can be in it at once; else the disk behind its cache. */
function placeFor(bytes: number): string {
  if (!existsSync(sharedMemory)) return tmpdir();
  const { bavail, bsize } = statfsSync(sharedMemory);
  return bavail * bsize > bytes ? sharedMemory : tmpdir();
}
