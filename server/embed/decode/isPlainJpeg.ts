import { jpegFrame, jpegScans } from './jpegFrame.ts';

/** Largest picture that is decoded in this process: some tens of milliseconds. */
const mostPixels = 16_000_000;
/** A plain JPEG has one scan or one for each channel, and its thumbnail one more. */
const mostScans = 5;

/**
 * Whether the bytes are a sequential JPEG of an ordinary size and with few scans: one whose decoding
 * takes a time that its size tells. Damaged ones may pass; they fail as quickly.
 */
export function isPlainJpeg(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { sequential, pixels } = jpegFrame(buffer) ?? { sequential: false, pixels: 0 };
  if (!sequential || pixels === 0 || pixels > mostPixels) return false;
  const scans = jpegScans(buffer, mostScans);
  return scans > 0 && scans <= mostScans;
}
