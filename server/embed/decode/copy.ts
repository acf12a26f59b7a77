import {
  decodeForeign,
  decodePixels,
  inSrgb,
  isDeep,
  type PictureFormat,
  type PictureLimits,
  type PixelRule,
  type RawPicture,
  sniffFormat,
} from '@selfsame/models';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { limits as fixed } from '../../limits.ts';
import type { CopyRule } from './job.ts';

/** An encoded copy, and its longer side in pixels. */
export interface MadeCopy {
  readonly bytes: Uint8Array;
  readonly side: number;
}

/**
 * What is kept of a picture. Good enough that the next encoder can be given it in place of the
 * picture: its embedding is at a mean cosine of 0.99 with the picture's.
 */
export const previewRule: CopyRule = { side: fixed.previewSide, quality: 90 };

/**
 * A small upright copy of a picture whose pixels have been had before, so within the limits: JPEG, or
 * WebP where it may be transparent.
 */
export async function makeCopy(
  picture: Uint8Array,
  rule: CopyRule,
  limits: PictureLimits,
): Promise<MadeCopy> {
  const { side, quality } = rule;
  // As lenient as the decoding for the encoder: what was embedded can be shown as well.
  const foreign = await decodeForeign(picture, sniffFormat(picture) as PictureFormat, limits);
  if (foreign !== null) return encoded((await ofForeign(foreign, side)).webp({ quality }));
  const opened = sharp(picture, { failOn: 'error', limitInputPixels: limits.pixels });
  const header = await opened.metadata();
  const small = isDeep(header)
    ? await ofMoreBits(picture, header, side, limits)
    : opened.autoOrient().resize(side, side, { fit: 'inside', withoutEnlargement: true });
  const timed = small.timeout({ seconds: limits.seconds });
  const isSeeThrough = header.hasAlpha && !isDeep(header);
  return encoded(isSeeThrough ? timed.webp({ quality }) : timed.jpeg({ quality }));
}

async function encoded(picture: Sharp): Promise<MadeCopy> {
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  return { bytes: data, side: Math.max(info.width, info.height) };
}

/** Media type of a copy. */
export const copyType = (copy: Uint8Array): string => `image/${sniffFormat(copy)}`;

async function ofForeign(
  { data, width, height, profile }: RawPicture,
  side: number,
): Promise<Sharp> {
  const size = { fit: 'inside', withoutEnlargement: true } as const;
  const small = sharp(data, { raw: { width, height, channels: 4 } }).resize(side, side, size);
  if (profile === null) return small;
  const { data: pixels, info } = await small
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: 3 as const };
  return sharp(await inSrgb(pixels, info, profile), { raw });
}

/** With its values as the encoder sees them: the upper 8 bits of 12 in 16 would be black. */
async function ofMoreBits(
  picture: Uint8Array,
  { autoOrient }: Metadata,
  side: number,
  limits: PictureLimits,
): Promise<Sharp> {
  const scale = Math.min(1, side / Math.max(autoOrient.width, autoOrient.height));
  const width = Math.max(1, Math.round(autoOrient.width * scale));
  const height = Math.max(1, Math.round(autoOrient.height * scale));
  const rule: PixelRule = { width, height, fit: 'fill', background: [255, 255, 255], pixels: 2 };
  return sharp(await decodePixels(picture, rule, limits), { raw: { width, height, channels: 3 } });
}
