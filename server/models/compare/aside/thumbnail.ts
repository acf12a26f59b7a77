import sharp from 'sharp';

/** Longer side, in pixels: pages have hundreds of them. */
const side = 96;

/** @param picture upright, in a format that sharp reads @returns a JPEG */
export const makeThumbnail = (picture: Uint8Array): Promise<Buffer> =>
  sharp(picture)
    .flatten({ background: 'white' })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 75 })
    .toBuffer();
