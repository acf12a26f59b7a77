import type { Metadata } from 'sharp';
import { PictureChannelsError, PictureFramesError } from '../errors/pictures.ts';
import type { PictureFormat } from './format.ts';
import type { PictureLimits } from './limits.ts';
import { sharp } from './loaders.ts';

/**
 * JPEGs have one frame, at most four channels and 8 bits, and reading a header costs time; the others
 * have decoders of their own.
 */
const ofOneKind: readonly PictureFormat[] = ['jpeg', 'heic', 'bmp'];

/**
 * Sees from the header alone that a picture has no more frames and channels than are taken.
 * @returns the header, of what it is worth reading of
 * @throws {PictureFramesError} {@link PictureChannelsError}
 */
export async function checkHeader(
  bytes: Uint8Array,
  format: PictureFormat,
  limits: PictureLimits,
): Promise<Metadata | undefined> {
  if (ofOneKind.includes(format)) return undefined;
  const header = await sharp(bytes, {
    failOn: 'error',
    limitInputPixels: limits.pixels,
  }).metadata();
  const { pages = 1, channels } = header;
  if (pages > limits.frames) throw new PictureFramesError(pages, limits.frames);
  if (channels > limits.channels) throw new PictureChannelsError(channels, limits.channels);
  return header;
}
