import type { ModelCard } from '@selfsame/models';
import type { PictureCache } from '../data/cache.ts';
import { measurePixels } from '../data/pixelScale.ts';
import { initialStatistics, initialWeights } from '../nn/initialise.ts';
import { encoderOfCard } from './encoderOfCard.ts';
import { exportEncoder } from './exportEncoder.ts';

/**
 * The graph of a bundle's encoder as it was before training: same architecture, same seed.
 * @param cache pictures by the bundle's pixel rule
 * @returns null where the bundle's encoder is not one that is known here
 */
export async function untrainedGraph(
  card: ModelCard,
  cache: PictureCache,
): Promise<Uint8Array | null> {
  const encoder = encoderOfCard(card);
  if (encoder === null || card.training === undefined) return null;
  const { module } = encoder;
  const variables = {
    ...prefixed('weight/', initialWeights(module, card.training.seed)),
    ...prefixed('statistic/', initialStatistics(module)),
  };
  return exportEncoder(module, variables, measurePixels(cache), cache);
}

function prefixed(prefix: string, arrays: Record<string, Float32Array>) {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, values]) => [prefix + name, values]),
  );
}
