import type { Rgba } from '@selfsame/models/plain';
import { encoderError } from '../errors.ts';

/** As the server takes them where nothing else is set. */
const mostPixels = 100_000_000;

/** @throws {ClientError} `picture_too_large` */
export function pixelsOf(bitmap: ImageBitmap): Rgba {
  const { width, height } = bitmap;
  if (width * height > mostPixels)
    throw encoderError(
      'picture_too_large',
      `The picture has ${width} x ${height} pixels, more than ${mostPixels / 1e6} million.`,
      'Make it smaller.',
    );
  // Of the drawing only its pixels are wanted: without this they would come from the graphics card.
  const options = { willReadFrequently: true, colorSpace: 'srgb' } as const;
  const context = new OffscreenCanvas(width, height).getContext('2d', options)!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height, { colorSpace: 'srgb' });
  return { data, width, height };
}
