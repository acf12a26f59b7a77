import {
  decodeForeign,
  decodePixels,
  isDeep,
  type PictureFormat,
  type PictureLimits,
  type PixelRule,
  sniffFormat,
} from '@selfsame/models';
import sharp, { type Metadata, type Sharp } from 'sharp';

export const previewType = 'image/webp';

/** The longer side of a kept preview, in pixels. */
const side = 256;

/** A small upright copy of a picture whose pixels have been had before, so within the limits. */
export async function makePreview(picture: Uint8Array, limits: PictureLimits): Promise<Uint8Array> {
  // As lenient as the decoding for the encoder: what was embedded can be shown as well.
  const foreign = await decodeForeign(picture, sniffFormat(picture) as PictureFormat, limits);
  if (foreign !== null) {
    const { data, width, height } = foreign;
    const size = { fit: 'inside', withoutEnlargement: true } as const;
    const raw = sharp(data, { raw: { width, height, channels: 4 } });
    return raw.resize(side, side, size).webp({ quality: 80 }).toBuffer();
  }
  const opened = sharp(picture, { failOn: 'error', limitInputPixels: limits.pixels });
  const header = await opened.metadata();
  const small = isDeep(header)
    ? await ofMoreBits(picture, header, limits)
    : opened.autoOrient().resize(side, side, { fit: 'inside', withoutEnlargement: true });
  return small.timeout({ seconds: limits.seconds }).webp({ quality: 80 }).toBuffer();
}

/** With its values as the encoder sees them: the upper 8 bits of 12 in 16 would be black. */
async function ofMoreBits(
  picture: Uint8Array,
  { autoOrient }: Metadata,
  limits: PictureLimits,
): Promise<Sharp> {
  const scale = Math.min(1, side / Math.max(autoOrient.width, autoOrient.height));
  const width = Math.max(1, Math.round(autoOrient.width * scale));
  const height = Math.max(1, Math.round(autoOrient.height * scale));
  const rule: PixelRule = { width, height, fit: 'fill', background: [255, 255, 255], pixels: 2 };
  return sharp(await decodePixels(picture, rule, limits), { raw: { width, height, channels: 3 } });
}
