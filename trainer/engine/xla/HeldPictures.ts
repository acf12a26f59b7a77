import { setImmediate } from 'node:timers/promises';
import { XlaMemoryError } from '../../errors.ts';
import type { Held, Pictures } from '../engine.ts';
import { putProgram, roomProgram, takeProgram } from './heldPrograms.ts';
import type { Buffers } from './pjrt/buffer.ts';
import type { Client } from './pjrt/client.ts';
import type { Device } from './pjrt/device.ts';
import type { Executable } from './pjrt/executable.ts';

/** Of the device's memory that steps have left free, how much pictures may take. */
const share = 0.5;
const [mebibyte, gibibyte] = [2 ** 20, 2 ** 30];
/** Bytes that they may take where a plugin does not count. */
const uncounted = gibibyte;

interface HeldOptions {
  readonly client: Client;
  /** How many of the client's devices hold all pictures, each. */
  readonly devices: number;
  /** Bytes that they may take of a device. */
  readonly room?: (device: Device) => number;
  /** Bytes that are uploaded at a time. */
  readonly pieceBytes?: number;
}

/** A data set's pictures in the devices' memory, of which batches are taken there. */
export class HeldPictures {
  readonly #options: Required<HeldOptions>;
  /** [count, bytes]; none is held where it is empty. */
  #matrix: Buffers = [];
  #count = 0;
  #bytes = 0;
  /** What takes pictures of a shape. */
  readonly #takes = new Map<string, Executable>();

  constructor({ room = roomOn, pieceBytes = 64 * mebibyte, ...options }: HeldOptions) {
    this.#options = { ...options, room, pieceBytes };
  }

  /**
   * Uploads the pictures bit by bit, if there is room; each is checked as it is read.
   * @throws {CacheDamagedError}
   */
  async hold(pictures: Pictures): Promise<Held> {
    const { client, devices, room } = this.#options;
    const { count, bytes } = pictures;
    const size = sizeText(count * bytes);
    const none = (why: string) => ({ held: false, text: `pictures go with each batch: ${why}` });
    const free = Math.min(...client.devices.slice(0, devices).map(room));
    if (count * bytes > free)
      return none(`${size} of them are more than the ${sizeText(free)} for them on the device`);
    [this.#count, this.#bytes] = [count, bytes];
    try {
      await this.#upload(pictures);
    } catch (error) {
      this.#release(this.#matrix);
      this.#matrix = [];
      if (error instanceof XlaMemoryError)
        return none(`the device's memory does not take ${size} of them`);
      throw error;
    }
    return { held: true, text: `${count} pictures (${size}) are on the device` };
  }

  /**
   * Pictures by their indices, [n], of a shape [n, ...]; of several devices, each has its share.
   */
  take(indices: Int32Array, shape: readonly number[]): Buffers {
    const { client, devices } = this.#options;
    const n = indices.length / devices;
    const given = client.devices
      .slice(0, devices)
      .map((device, i) =>
        client.upload(indices.subarray(i * n, (i + 1) * n), [n], 'int32', device),
      );
    const lists = given.map((buffer, i) => [this.#matrix[i]!, buffer]);
    const taken = this.#taking([n, ...shape.slice(1)]).runOnAll(lists);
    this.#release(given);
    return taken.map(([pictures]) => pictures!);
  }

  #taking(shape: readonly number[]): Executable {
    const key = shape.join();
    const known = this.#takes.get(key);
    if (known !== undefined) return known;
    const made = this.#compile(takeProgram(this.#count, this.#bytes, shape));
    this.#takes.set(key, made);
    return made;
  }

  async #upload({ count, bytes, read }: Pictures): Promise<void> {
    const { client, devices, pieceBytes } = this.#options;
    const rows = Math.min(count, Math.max(1, Math.floor(pieceBytes / bytes)));
    const room = this.#compile(roomProgram(count, bytes));
    const put = this.#compile(putProgram(count, bytes, rows));
    const used = client.devices.slice(0, devices);
    const piece = new Uint8Array(rows * bytes);
    this.#matrix = room.runOnAll(used.map(() => [])).map(([zeros]) => zeros!);
    for (let start = 0; start < count; start += rows) {
      // All pieces are of one size: the last one begins among pictures that are there already.
      const first = Math.min(start, count - rows);
      read(
        Array.from({ length: rows }, (_, i) => first + i),
        piece,
      );
      const lists = used.map((device, i) => [
        this.#matrix[i]!,
        client.upload(piece, [rows, bytes], 'uint8', device),
        client.upload(Int32Array.of(first), [], 'int32', device),
      ]);
      this.#matrix = put.runOnAll(lists).map(([matrix]) => matrix!);
      for (const [, ...given] of lists) this.#release(given);
      // Errors of memory are told here, and no more pieces wait than one.
      for (const matrix of this.#matrix) matrix.ready();
      await setImmediate();
    }
    room.close();
    put.close();
  }

  /** The same program on each device, on what is its own. It takes less time than to look for it. */
  #compile(text: string): Executable {
    const { client, devices } = this.#options;
    return client.compile(text, { replicas: devices });
  }

  #release(buffers: Buffers): void {
    for (const buffer of buffers) buffer.destroy();
  }
}

function roomOn(device: Device): number {
  const memory = device.memory();
  if (memory?.bytesLimit === undefined) return uncounted;
  const { bytesLimit, bytesInUse, peakBytesInUse = bytesInUse } = memory;
  return share * (bytesLimit - peakBytesInUse);
}

const sizeText = (bytes: number) =>
  bytes < gibibyte
    ? `${Number((bytes / mebibyte).toPrecision(3))} MiB`
    : `${Number((bytes / gibibyte).toPrecision(3))} GiB`;
