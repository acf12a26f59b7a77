import type { PictureLimits } from '@selfsame/models';
import sharp from 'sharp';

export interface Preview {
  readonly type: 'image/webp';
  readonly bytes: Uint8Array;
}

/** The longer side of a kept preview, in pixels. */
const side = 256;

/** A small upright copy of a picture whose pixels have been had before, so within the limits. */
export async function makePreview(picture: Uint8Array, limits: PictureLimits): Promise<Preview> {
  const bytes = await sharp(picture, { limitInputPixels: limits.pixels })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .timeout({ seconds: limits.seconds })
    .webp({ quality: 80 })
    .toBuffer();
  return { type: 'image/webp', bytes };
}
