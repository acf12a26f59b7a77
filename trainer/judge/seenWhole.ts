import type { Config } from '../config/schema.ts';
import { openCache, type PictureCache } from '../data/cache.ts';
import { whiteningPictures } from '../export/whitening.ts';
import { inputSize, pixelRule, sourceSize } from '../run/plan.ts';

/** Pictures as the encoder sees them: whole, where training crops its views from larger ones. */
export async function seenWhole(config: Config, cache: PictureCache): Promise<PictureCache> {
  if (sourceSize(config) === inputSize(config)) return { ...cache, close() {} };
  return openCache({
    folder: config.data,
    rule: pixelRule(inputSize(config), config),
    cacheRoot: config.cache,
    minimum: 1,
    only: new Set(cache.paths),
    limit: whiteningPictures,
    hidden: config.hidden,
  });
}
