import { crc32c } from './crc32c.ts';

/**
 * A TFRecord: the length (uint64), its checksum, the data, and its checksum, all little-endian
 * (https://www.tensorflow.org/tutorials/load_data/tfrecord).
 */
export function record(data: Uint8Array): Buffer {
  const framed = Buffer.alloc(data.length + 16);
  framed.writeBigUInt64LE(BigInt(data.length), 0);
  framed.writeUInt32LE(masked(framed.subarray(0, 8)), 8);
  framed.set(data, 12);
  framed.writeUInt32LE(masked(data), 12 + data.length);
  return framed;
}

/** Checksums are masked, because checksums of what has checksums in it are weak. */
function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
