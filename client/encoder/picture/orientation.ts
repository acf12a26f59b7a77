import type { Reader } from './bytes.ts';

export interface Orientation {
  /** 1 to 8, as EXIF has it; 1 is upright. */
  readonly value: number;
  /** Where the file says so, two bytes; null where it does not. */
  readonly at: number | null;
  readonly little: boolean;
}

const tag = 0x0112;

/** @param exif where the EXIF block begins (EXIF 2.32, 4.5: a TIFF header and its first directory) */
export function orientationOf(file: Reader, exif: number | null): Orientation {
  const none = { value: 1, at: null, little: false };
  if (exif === null) return none;
  const order = file.text(exif, 2);
  if (order !== 'II' && order !== 'MM') return none;
  const little = order === 'II';
  const directory = exif + file.u32(exif + 4, little);
  const entries = file.u16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (file.u16(entry, little) !== tag) continue;
    const value = file.u16(entry + 8, little);
    return value >= 1 && value <= 8 ? { value, at: entry + 8, little } : none;
  }
  return none;
}

/** A file that says it is upright: browsers turn some formats by themselves, and some not. */
export function saidUpright(
  bytes: Uint8Array<ArrayBuffer>,
  { at, little }: Orientation,
): Uint8Array<ArrayBuffer> {
  if (at === null) return bytes;
  const copy = bytes.slice();
  copy.set(little ? [1, 0] : [0, 1], at);
  return copy;
}
