import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * The safetensors format (https://github.com/huggingface/safetensors#format), float32 only: eight
 * bytes of header length, a JSON header, the tensors' bytes. Checkpoints so open in other tools.
 * Tensors go to and from the file one by one, because a checkpoint of a large network is larger
 * than what Node reads or writes at once (2 GiB).
 */
export interface TensorFile {
  readonly tensors: Readonly<Record<string, Float32Array>>;
  /** By the tensors' names. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: 'F32';
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Bytes that go to or from the file in one call. */
const chunk = 2 ** 30;

/** Writes a file and flushes it to the disk. */
export function writeTensors(path: string, { tensors, shapes, metadata }: TensorFile): void {
  let offset = 0;
  const header: Record<string, Entry | TensorFile['metadata']> = { __metadata__: metadata };
  for (const [name, { byteLength }] of Object.entries(tensors)) {
    const end = offset + byteLength;
    header[name] = { dtype: 'F32', shape: shapes[name]!, data_offsets: [offset, end] };
    offset = end;
  }
  const text = JSON.stringify(header);
  // Padded with spaces, so that the tensors start at a multiple of their element's size.
  const json = Buffer.from(text.padEnd(text.length + (-Buffer.byteLength(text) & 7)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const fd = openSync(path, 'w');
  try {
    for (const part of [length, json, ...Object.values(tensors)]) writeAll(fd, bytesOf(part));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** @throws {Error} if the file is not there, is not such a file or is cut short */
export function readTensors(path: string): TensorFile {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    if (size < 8) throw new Error('it is cut short');
    const start = 8 + Number(readAll(fd, Buffer.alloc(8), 0).readBigUInt64LE());
    if (start > size) throw new Error('its header is cut short');
    const text = readAll(fd, Buffer.alloc(start - 8), 8).toString('utf8');
    const { __metadata__: metadata, ...entries } = JSON.parse(text) as {
      __metadata__: Record<string, string>;
    } & Record<string, Entry>;
    const tensors: Record<string, Float32Array> = {};
    const shapes: Record<string, readonly number[]> = {};
    for (const [name, { shape, data_offsets }] of Object.entries(
      entries as Record<string, Entry>,
    )) {
      const [from, to] = data_offsets;
      if (start + to > size) throw new Error(`the tensor ${name} is cut short`);
      tensors[name] = new Float32Array((to - from) / Float32Array.BYTES_PER_ELEMENT);
      shapes[name] = shape;
      readAll(fd, bytesOf(tensors[name]), start + from);
    }
    return { tensors, shapes, metadata };
  } finally {
    closeSync(fd);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(fd, bytes, done, Math.min(chunk, bytes.length - done));
  }
}

function readAll<T extends Uint8Array>(fd: number, into: T, position: number): T {
  for (let done = 0; done < into.length; ) {
    const read = readSync(fd, into, done, Math.min(chunk, into.length - done), position + done);
    if (read === 0) throw new Error('it is cut short');
    done += read;
  }
  return into;
}
