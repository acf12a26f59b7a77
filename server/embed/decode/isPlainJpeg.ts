/** Largest picture that is decoded in this process: some tens of milliseconds. */
const mostPixels = 16_000_000;
/** A plain JPEG has one scan or one for each channel, and its thumbnail one more. */
const mostScans = 5;
/** Segments before the frame header: EXIF, ICC profile, tables. */
const mostSegments = 256;

const startOfImage = Buffer.from([0xff, 0xd8]);
const startOfScan = Buffer.from([0xff, 0xda]);

/**
 * Whether the bytes are a sequential JPEG of an ordinary size and with few scans (ITU-T T.81,
 * annex B): one whose decoding takes a time that its size tells. Damaged ones may pass; they fail
 * as quickly.
 */
export function isPlainJpeg(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.indexOf(startOfImage) === 0 && isOrdinaryFrame(buffer) && hasFewScans(buffer);
}

/** Follows the segments to the frame header, which tells the process and the size. */
function isOrdinaryFrame(buffer: Buffer): boolean {
  let at = 2;
  for (let i = 0; i < mostSegments && at + 9 <= buffer.length; i++) {
    if (buffer[at] !== 0xff) return false;
    const marker = buffer[at + 1]!;
    // Baseline and extended sequential, with Huffman coding.
    if (marker === 0xc0 || marker === 0xc1) {
      const pixels = buffer.readUInt16BE(at + 5) * buffer.readUInt16BE(at + 7);
      return pixels > 0 && pixels <= mostPixels;
    }
    const otherFrame = marker >= 0xc2 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (otherFrame || marker === 0xda) return false;
    const length = buffer.readUInt16BE(at + 2);
    if (length < 2) return false;
    at += 2 + length;
  }
  return false;
}

function hasFewScans(buffer: Buffer): boolean {
  let scans = 0;
  for (let at = buffer.indexOf(startOfScan); at >= 0; at = buffer.indexOf(startOfScan, at + 2)) {
    if (++scans > mostScans) return false;
  }
  return scans > 0;
}
