/*
 * Many JPEGs say by an ICC profile that their colours are sRGB, which they would be without it.
 * To carry out such a profile takes longer than to decode the picture, and changes nothing.
 * ICC.1:2022 for the profile, its annex B.4 for where it lies in a JPEG.
 */

const signature = 'ICC_PROFILE\0';

/** Whether a JPEG has a profile that is sRGB by what it says of its primaries and of its curve. */
export function hasSrgbProfile(jpeg: Uint8Array): boolean {
  const profile = profileOf(jpeg);
  return profile !== null && isSrgb(profile);
}

/** The profile of a JPEG, of as many segments as it takes; null if it has none that is whole. */
function profileOf(jpeg: Uint8Array): Uint8Array | null {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  const parts: Uint8Array[] = [];
  let count = 0;
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const [marker, length] = [bytes[at + 1]!, bytes.readUInt16BE(at + 2)];
    // The scan begins, or what comes is no segment.
    if (marker === 0xda || length < 2) break;
    const own = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe2 && own.length > 14 && own.toString('latin1', 0, 12) === signature) {
      count = own[13]!;
      parts[own[12]! - 1] = own.subarray(14);
    }
    at += 2 + length;
  }
  const isWhole = count > 0 && parts.length === count && Object.keys(parts).length === count;
  return isWhole ? Buffer.concat(parts) : null;
}

/** Of IEC 61966-2-1, adapted to the D50 that profiles go by. */
const primaries = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
} as const;
const curves = ['rTRC', 'gTRC', 'bTRC'] as const;

/** What profiles round their numbers by. */
const roundedBy = 0.001;

function isSrgb(bytes: Uint8Array): boolean {
  const profile = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (profile.toString('latin1', 16, 24) !== 'RGB XYZ ') return false;
    const tags = new Map<string, Buffer>();
    for (let i = 0; i < profile.readUInt32BE(128); i++) {
      const at = 132 + 12 * i;
      const [from, length] = [profile.readUInt32BE(at + 4), profile.readUInt32BE(at + 8)];
      tags.set(profile.toString('latin1', at, at + 4), profile.subarray(from, from + length));
    }
    // Tables from colours to colours, which count where there are any.
    if ([...tags.keys()].some((tag) => /^[AD]2B/.test(tag))) return false;
    const isPrimary = ([tag, of]: [string, readonly number[]]) =>
      of.every((one, i) => Math.abs(fixed(tags.get(tag)!, 8 + 4 * i) - one) <= roundedBy);
    return (
      Object.entries(primaries).every(isPrimary) &&
      curves.every((tag) => isSrgbCurve(tags.get(tag)!))
    );
  } catch {
    // It ends before what it names: whoever carries profiles out shall say so.
    return false;
  }
}

/** s15Fixed16Number. */
const fixed = (tag: Buffer, at: number): number => tag.readInt32BE(at) / 0x1_00_00;

/** Whether no step of 8 bits comes out as another one than by sRGB's own curve. */
function isSrgbCurve(tag: Buffer): boolean {
  const curve = curveOf(tag);
  const isSame = (level: number) => Math.abs(255 * encoded(curve(level / 255)) - level) < 0.5;
  return Array.from({ length: 256 }, (_, level) => level).every(isSame);
}

/** sRGB from linear light, both from 0 to 1. */
const encoded = (light: number): number =>
  light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;

/** @throws {RangeError} where the tag is cut off, or a curve of a kind that no sRGB has */
function curveOf(tag: Buffer): (value: number) => number {
  const kind = tag.toString('latin1', 0, 4);
  if (kind === 'para' && tag.readUInt16BE(8) === 3) {
    const [gamma, a, b, c, d] = [0, 1, 2, 3, 4].map((i) => fixed(tag, 12 + 4 * i)) as Parameters;
    return (value) => (value >= d ? (a * value + b) ** gamma : c * value);
  }
  const last = kind === 'curv' ? tag.readUInt32BE(8) - 1 : 0;
  // One number would be a gamma, and none a straight line.
  if (last < 1) throw new RangeError(`a curve of ${last + 1} numbers, of kind ${kind}`);
  const point = (i: number) => tag.readUInt16BE(12 + 2 * i) / 0xffff;
  return (value) => {
    const at = Math.min(Math.floor(value * last), last - 1);
    return point(at) + (value * last - at) * (point(at + 1) - point(at));
  };
}
type Parameters = [gamma: number, a: number, b: number, c: number, d: number];
