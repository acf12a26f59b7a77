import { PictureChannelsError } from '../errors/PictureChannelsError.ts';
import { PictureFramesError } from '../errors/PictureFramesError.ts';
import type { PictureFormat } from './format.ts';
import type { PictureLimits } from './limits.ts';
import { sharp } from './loaders.ts';

/** The others have one frame and at most four channels, and reading a header costs time. */
const ofManyFrames: readonly PictureFormat[] = ['gif', 'webp', 'avif', 'tiff'];

/**
 * Sees from the header alone that a picture has no more frames and channels than are taken.
 * @throws {PictureFramesError} {@link PictureChannelsError}
 */
export async function checkHeader(
  bytes: Uint8Array,
  format: PictureFormat,
  limits: PictureLimits,
): Promise<void> {
  if (!ofManyFrames.includes(format)) return;
  const { pages = 1, channels } = await sharp(bytes, {
    failOn: 'error',
    limitInputPixels: limits.pixels,
  }).metadata();
  if (pages > limits.frames) throw new PictureFramesError(pages, limits.frames);
  if (channels > limits.channels) throw new PictureChannelsError(channels, limits.channels);
}
