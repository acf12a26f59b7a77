import { evenly } from '@selfsame/models';
import type { PictureCache } from '../data/cache.ts';
import { ConstantPicturesError } from '../errors.ts';

const compared = 256;
/** Of a pixel's values from 0 to 255: what compression makes of the same picture differs by less. */
const same = 4;

/**
 * Stops at the first picture that differs from the first one, so that it costs next to nothing.
 * @throws {ConstantPicturesError}
 */
export function checkPictures(folder: string, cache: PictureCache): void {
  const indices = evenly(cache.count, compared);
  const first = cache.read([0]);
  const differs = (index: number) =>
    cache.read([index]).some((value, i) => Math.abs(value - first[i]!) > same);
  if (!indices.some(differs)) throw new ConstantPicturesError(folder, indices.length);
}
