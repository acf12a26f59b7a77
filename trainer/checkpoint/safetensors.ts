import { fstatSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { readFully, writeFully } from '../files/transfer.ts';

/**
 * The safetensors format (https://github.com/huggingface/safetensors#format), float32 only: eight
 * bytes of header length, a JSON header, the tensors' bytes. Checkpoints so open in other tools.
 * The metadata holds a CRC-32 of the tensors and of the header without it.
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

type Entries = Readonly<Record<string, Entry>>;
type Metadata = TensorFile['metadata'];

const lengthBytes = 8;
/** The format's own limit. */
const mostHeaderBytes = 100_000_000;

/**
 * Writes to an empty file, tensor by tensor: together they may be more than half of the memory, or
 * more than Node writes at once.
 */
export function writeTensors(fd: number, { tensors, shapes, metadata }: TensorFile): void {
  let offset = 0;
  const entries: Record<string, Entry> = {};
  for (const [name, { byteLength }] of Object.entries(tensors)) {
    const end = offset + byteLength;
    entries[name] = { dtype: 'F32', shape: shapes[name]!, data_offsets: [offset, end] };
    offset = end;
  }
  const checksum = checksumOf(metadata, entries, tensors);
  const text = headerText({ ...metadata, checksum }, entries);
  // Padded with spaces, so that the tensors start at a multiple of their element's size.
  const json = Buffer.from(text.padEnd(text.length + (-Buffer.byteLength(text) & 7)));
  const length = Buffer.alloc(lengthBytes);
  length.writeBigUInt64LE(BigInt(json.length));
  writeFully(fd, length, 0);
  writeFully(fd, json, lengthBytes);
  for (const [name, values] of Object.entries(tensors)) {
    const [from] = entries[name]!.data_offsets;
    writeFully(fd, bytesOf(values), lengthBytes + json.length + from);
  }
}

/** Whether a file is one that other tools wrote; false of one that is damaged. */
export function isOfOthers(fd: number): boolean {
  try {
    return readHeader(fd).__metadata__?.checksum === undefined;
  } catch {
    return false;
  }
}

/** @throws {Error} if it is cut short, or no such file */
function readHeader(fd: number) {
  const size = fstatSync(fd).size;
  const length = Buffer.alloc(lengthBytes);
  if (!readFully(fd, length, 0)) throw new Error('it is cut short');
  const start = lengthBytes + Number(length.readBigUInt64LE());
  if (start > size || start > mostHeaderBytes) throw new Error('its header is cut short');
  const json = Buffer.alloc(start - lengthBytes);
  readFully(fd, json, lengthBytes);
  const header = JSON.parse(json.toString()) as { __metadata__?: Metadata } & Entries;
  const { __metadata__, ...entries } = header;
  return { __metadata__, entries: entries as Entries, start, size };
}

/** @throws {Error} if the file is not such a file, is cut short or damaged */
export function readTensors(fd: number): TensorFile {
  const { __metadata__, start, size, entries } = readHeader(fd);
  const { checksum, ...metadata } = __metadata__!;
  const tensors: Record<string, Float32Array> = {};
  const shapes: Record<string, readonly number[]> = {};
  let end = start;
  for (const [name, { shape, data_offsets }] of Object.entries(entries)) {
    const [from, to] = data_offsets;
    end = start + to;
    if (end > size) throw new Error(`the tensor ${name} is cut short`);
    const values = new Float32Array((to - from) / Float32Array.BYTES_PER_ELEMENT);
    readFully(fd, bytesOf(values), start + from);
    tensors[name] = values;
    shapes[name] = shape;
  }
  if (end !== size || checksum !== checksumOf(metadata, entries, tensors)) {
    throw new Error('it is not as it was written');
  }
  return { tensors, shapes, metadata };
}

const headerText = (metadata: Metadata, entries: Entries) =>
  JSON.stringify({ __metadata__: metadata, ...entries });

function checksumOf(metadata: Metadata, entries: Entries, tensors: TensorFile['tensors']): string {
  let sum = crc32(headerText(metadata, entries));
  for (const values of Object.values(tensors)) sum = crc32(bytesOf(values), sum);
  return sum.toString(16).padStart(8, '0');
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
