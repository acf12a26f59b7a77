import type { Metadata } from 'sharp';
import { PictureUnreadableError } from '../errors/pictures.ts';
import { pngSignificantBits } from './pngBits.ts';
import { tiffTags } from './tiffTags.ts';

export interface Ends {
  readonly black: number;
  readonly white: number;
}

/** From which value of a picture to which its 8-bit copy goes from black to white, and why so. */
export interface DepthRange extends Ends {
  /** "12 of 16 bits", for manifests and items. */
  readonly note: string;
}

export const deepest = 65_535;
/**
 * Values of 16 bits that stay below this are of a camera with fewer bits (10, 12 or 14). Above it a
 * dark picture of 16 bits is as likely, and that is dark on purpose.
 */
const shallow = 2 ** 14;
/** Shares of values that are black and white where nothing else tells: a few are outliers. */
const tails = 0.001;

/** Whether a picture's values are not the 8 bits that its pixels are to have. */
export const isDeep = ({ format, depth }: Metadata): boolean =>
  depth !== 'uchar' && (format === 'png' || format === 'tiff');

/**
 * The range of a deep picture: the declared one, else that of its values.
 * @param values of the whole picture or a small copy of it, all channels
 */
export function depthRange(
  bytes: Uint8Array,
  { format, depth }: Metadata,
  values: Float32Array,
): DepthRange {
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length === 0) throw new PictureUnreadableError('none of its values is a number');
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(tails), at(1 - tails)];
  const declared = format === 'png' ? ofPng(bytes, high) : ofTiff(bytes);
  if (declared !== undefined) return declared;
  if (depth === 'ushort') return ofBits(high < shallow ? bitsOf(high) : 16);
  if (low >= 0 && high <= 1) return { black: 0, white: 1, note: '0 to 1' };
  return {
    black: low,
    white: high,
    note: `${shown(low)} to ${shown(high)}, all but 0.1 % at either end`,
  };
}

function ofTiff(bytes: Uint8Array): DepthRange | undefined {
  const { least, most } = tiffTags(bytes);
  if (most === undefined || !(most > (least ?? 0))) return undefined;
  const black = least ?? 0;
  return { black, white: most, note: `${shown(black)} to ${shown(most)}, as declared` };
}

/** A PNG that declares fewer bits has its values scaled up to 16, unless it was written carelessly. */
function ofPng(bytes: Uint8Array, high: number): DepthRange | undefined {
  const bits = pngSignificantBits(bytes);
  if (bits === undefined || bits >= 16) return undefined;
  return high < 2 ** bits ? ofBits(bits) : ofBits(16);
}

const bitsOf = (value: number) => Math.max(1, Math.ceil(Math.log2(value + 1)));

const ofBits = (bits: number): DepthRange => ({
  black: 0,
  white: bits === 16 ? deepest : 2 ** bits - 1,
  note: bits === 16 ? '16 bits' : `${bits} of 16 bits`,
});

const shown = (value: number) => Number(value.toPrecision(4)).toString();

/** Whether some values are farther outside of the range than resizing takes them, or no numbers. */
export function isOut(values: Float32Array, { black, white }: Ends): boolean {
  const margin = (white - black) / 4;
  return (
    white > black && !values.every((value) => value >= black - margin && value <= white + margin)
  );
}

/** Values -> 8 bits; what is no number is black. */
export const toBytes = (values: Float32Array, ends: Ends): Uint8Array =>
  Uint8Array.from(values, scaling(ends, 255));

/** The same in 16 bits. */
export const toSixteenBits = (values: Float32Array, ends: Ends): Uint16Array =>
  Uint16Array.from(values, scaling(ends, deepest));

function scaling({ black, white }: Ends, most: number): (value: number) => number {
  const scale = white > black ? most / (white - black) : 0;
  return (value) => {
    const scaled = Math.round((value - black) * scale);
    return scaled > 0 ? Math.min(most, scaled) : 0;
  };
}
