import { jpegFrame, jpegScans } from './jpegFrame.ts';

/** Bytes in which the size of an AVIF or HEIC is looked for: it stands before the pictures. */
const mostBoxes = 64 * 1024;
const mostScans = 1000;

/** What a picture's header declares: how much there is to decode, and how. */
export interface DeclaredSize {
  readonly pixels: number;
  /** Times that the pixels are gone through: scans of a progressive JPEG. */
  readonly passes: number;
  /** Its rows come in an order in which all of them have to be kept. */
  readonly interlaced: boolean;
}

const once = { passes: 1, interlaced: false };
const none: DeclaredSize = { pixels: 0, ...once };

type Read = (bytes: Buffer) => DeclaredSize;

const readers: Readonly<Record<string, Read>> = {
  jpeg(bytes) {
    const { sequential, pixels } = jpegFrame(bytes) ?? { sequential: true, pixels: 0 };
    const passes = sequential ? 1 : jpegScans(bytes, mostScans);
    return { pixels, passes, interlaced: !sequential };
  },
  png: (bytes) => ({
    pixels: bytes.readUInt32BE(16) * bytes.readUInt32BE(20),
    passes: 1,
    interlaced: bytes[28] === 1,
  }),
  gif: (bytes) => ({ pixels: bytes.readUInt16LE(6) * bytes.readUInt16LE(8), ...once }),
  webp: (bytes) => ({ pixels: webpPixels(bytes), ...once }),
  tiff: (bytes) => ({ pixels: tiffPixels(bytes), ...once }),
  avif: (bytes) => ({ pixels: isoPixels(bytes), ...once }),
  heic: (bytes) => ({ pixels: isoPixels(bytes), ...once }),
  bmp: (bytes) => ({
    pixels: Math.abs(bytes.readInt32LE(18) * bytes.readInt32LE(22)),
    ...once,
  }),
};

/** Reads a picture's header as far as its size; of what is no picture, or damaged, there is none. */
export function declaredSize(bytes: Buffer, format: string | null): DeclaredSize {
  try {
    return readers[format ?? '']?.(bytes) ?? none;
  } catch {
    // It ends before: so will its decoding.
    return none;
  }
}

/** RFC 9649, sections 2.5 to 2.7. */
function webpPixels(bytes: Buffer): number {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return (bytes.readUIntLE(24, 3) + 1) * (bytes.readUIntLE(27, 3) + 1);
    case 'VP8L': {
      const sizes = bytes.readUInt32LE(21);
      return ((sizes & 0x3fff) + 1) * (((sizes >> 14) & 0x3fff) + 1);
    }
    default:
      return (bytes.readUInt16LE(26) & 0x3fff) * (bytes.readUInt16LE(28) & 0x3fff);
  }
}

const imageWidth = 256;
const imageLength = 257;
const short = 3;

/** ImageWidth and ImageLength of the first directory (TIFF 6.0, section 8). */
function tiffPixels(bytes: Buffer): number {
  const little = bytes[0] === 0x49;
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const directory = u32(4);
  const sides: number[] = [];
  for (let i = 0, entries = u16(directory); i < entries && sides.length < 2; i++) {
    const at = directory + 2 + 12 * i;
    if (u16(at) === imageWidth || u16(at) === imageLength)
      sides.push(u16(at + 2) === short ? u16(at + 8) : u32(at + 8));
  }
  return sides.length === 2 ? sides[0]! * sides[1]! : 0;
}

/** The largest of the images that the boxes tell of (ISO/IEC 23008-12, section 6.5.3). */
function isoPixels(bytes: Buffer): number {
  const boxes = bytes.subarray(0, mostBoxes);
  let most = 0;
  for (let at = boxes.indexOf('ispe'); at >= 0; at = boxes.indexOf('ispe', at + 4))
    most = Math.max(most, boxes.readUInt32BE(at + 8) * boxes.readUInt32BE(at + 12));
  return most;
}
