import { normaliseRows, type Vectors } from '@selfsame/models';
import { pictureBytes } from '../data/store/pixels.ts';
import type { Pixels } from './embed.ts';

/** The pictures themselves as vectors of length one: what an encoder has to be better than. */
export function rawPixels(cache: Pixels, indices: ArrayLike<number>): Vectors {
  const dimensions = pictureBytes(cache.rule);
  const all = Array.from(indices);
  return {
    count: all.length,
    dimensions,
    read(start, end, into) {
      into.set(cache.read(all.slice(start, end)));
      normaliseRows(into.subarray(0, (end - start) * dimensions), dimensions);
    },
  };
}
