/** Segments before the frame header: EXIF, ICC profile, tables. */
const mostSegments = 256;

const startOfImage = Buffer.from([0xff, 0xd8]);
const startOfScan = Buffer.from([0xff, 0xda]);
const notFrames: readonly number[] = [0xc4, 0xc8, 0xcc];

export interface JpegFrame {
  /** Baseline or extended, with Huffman coding; else progressive, lossless or arithmetic. */
  readonly sequential: boolean;
  readonly pixels: number;
}

/** What a JPEG's frame header declares (ITU-T T.81, annex B); undefined if there is none. */
export function jpegFrame(bytes: Buffer): JpegFrame | undefined {
  if (bytes.indexOf(startOfImage) !== 0) return undefined;
  let at = 2;
  for (let i = 0; i < mostSegments && at + 9 <= bytes.length; i++) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff || marker === 0xda) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && !notFrames.includes(marker)) {
      const pixels = bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7);
      return { sequential: marker <= 0xc1, pixels };
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return undefined;
    at += 2 + length;
  }
  return undefined;
}

/** Scans of a JPEG, those of its thumbnail too, counted up to one more than `most`. */
export function jpegScans(bytes: Buffer, most: number): number {
  let scans = 0;
  for (let at = bytes.indexOf(startOfScan); at >= 0; at = bytes.indexOf(startOfScan, at + 2)) {
    if (++scans > most) break;
  }
  return scans;
}
