import type { Reader } from './bytes.ts';

/** What of a picture's header decides how a browser is to decode it. */
export interface Header {
  /** Channels of a JPEG; 0 of others. */
  readonly jpegChannels: number;
  /** Bits of a PNG's values; 8 of others. */
  readonly bits: number;
  /** Where the parts of its colour profile begin and end. */
  readonly profile: readonly (readonly [from: number, to: number])[];
  readonly isDeflated: boolean;
  /** Where its EXIF block begins, with the byte order; null without one. */
  readonly exif: number | null;
}

/** Looks into JPEG, PNG and WebP; null of other formats, of which browsers do what libvips does. */
export function headerOf(file: Reader, format: string): Header | null {
  if (format === 'jpeg') return jpegHeader(file);
  if (format === 'png') return pngHeader(file);
  return format === 'webp' ? webpHeader(file) : null;
}

/** ITU-T T.81, annex B: segments up to the first scan. */
function jpegHeader(file: Reader): Header {
  let jpegChannels = 0;
  let exif: number | null = null;
  const profile: [number, number][] = [];
  for (let at = 2; at + 4 < file.length && file.u8(at) === 0xff; ) {
    const marker = file.u8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda) break;
    const end = at + 2 + file.u16(at + 2);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) jpegChannels = file.u8(at + 9);
    if (marker === 0xe1 && exif === null && file.text(at + 4, 6) === 'Exif\0\0') exif = at + 10;
    if (marker === 0xe2 && file.text(at + 4, 12) === 'ICC_PROFILE\0') profile.push([at + 18, end]);
    at = end;
  }
  return { jpegChannels, bits: 8, profile, isDeflated: false, exif };
}

/** PNG specification, 5.3: chunks. */
function pngHeader(file: Reader): Header {
  let exif: number | null = null;
  const profile: [number, number][] = [];
  for (let at = 8; at + 8 < file.length; at += 12 + file.u32(at)) {
    const [name, start, end] = [file.text(at + 4, 4), at + 8, at + 8 + file.u32(at)];
    if (name === 'eXIf') exif = start;
    if (name !== 'iCCP') continue;
    // Behind its name, a zero, and the method.
    let from = start;
    while (from < end && file.u8(from) !== 0) from++;
    profile.push([from + 2, end]);
  }
  return { jpegChannels: 0, bits: file.u8(24), profile, isDeflated: true, exif };
}

/** WebP container specification: RIFF chunks, each of an even length. */
function webpHeader(file: Reader): Header {
  let exif: number | null = null;
  const profile: [number, number][] = [];
  for (let at = 12; at + 8 < file.length; ) {
    const name = file.text(at, 4);
    const [start, length] = [at + 8, file.u32(at + 4, true)];
    if (name === 'ICCP') profile.push([start, start + length]);
    if (name === 'EXIF') exif = start + (file.text(start, 6) === 'Exif\0\0' ? 6 : 0);
    at = start + length + (length % 2);
  }
  return { jpegChannels: 0, bits: 8, profile, isDeflated: false, exif };
}
