import { sniffFormat } from '@selfsame/models';
import { declaredSize } from './declaredSize.ts';

/**
 * What decoding a megapixel takes, in milliseconds: the more expensive of a plain area and of noise,
 * as seen on one core, rounded. Only how they compare matters.
 */
const msPerMegapixel: Readonly<Record<string, number>> = {
  jpeg: 8,
  png: 20,
  webp: 40,
  gif: 20,
  tiff: 20,
  avif: 55,
  heic: 55,
  bmp: 5,
};
/** The same for what is interlaced or progressive, each time that it is gone through. */
const interlacedMs: Readonly<Record<string, number>> = { jpeg: 5, png: 40 };

/** What any picture takes, in milliseconds. */
const leastMs = 1;

/** Pictures that keep a decoder busy for longer leave some of the decoders to others. */
export const costlyMs = 250;

/** About how long decoding takes, in milliseconds, as the picture's header lets expect. */
export function decodingCost(picture: Uint8Array): number {
  const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  const format = sniffFormat(bytes) ?? '';
  const { pixels, passes, interlaced } = declaredSize(bytes, format);
  const ms = (interlaced ? interlacedMs[format] : undefined) ?? msPerMegapixel[format] ?? 0;
  return leastMs + (ms * passes * pixels) / 1e6;
}
