import sharp from 'sharp';

export interface Preview {
  readonly type: 'image/webp';
  readonly bytes: Uint8Array;
}

/** The longer side of a kept preview, in pixels. */
const side = 256;

/** A small upright copy of a picture that has been decoded before, so within the limits. */
export async function makePreview(picture: Buffer): Promise<Preview> {
  const bytes = await sharp(picture)
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer();
  return { type: 'image/webp', bytes };
}
