import type { PictureLimits } from '@selfsame/models';
import sharp from 'sharp';

export const previewType = 'image/webp';

/** The longer side of a kept preview, in pixels. */
const side = 256;

/** A small upright copy of a picture whose pixels have been had before, so within the limits. */
export function makePreview(picture: Uint8Array, limits: PictureLimits): Promise<Uint8Array> {
  // As lenient as the decoding for the encoder: what was embedded can be shown as well.
  return sharp(picture, { failOn: 'error', limitInputPixels: limits.pixels })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .timeout({ seconds: limits.seconds })
    .webp({ quality: 80 })
    .toBuffer();
}
