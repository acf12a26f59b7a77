import { sharp } from '../picture/loaders.ts';
import { goldenPixels } from './pixels.ts';

/**
 * A generated picture that is the same on every machine, in a lossless format.
 * @returns a PNG of the given size
 */
export async function goldenPicture(seed: number, width: number, height: number): Promise<Buffer> {
  return sharp(goldenPixels(seed, width, height), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
