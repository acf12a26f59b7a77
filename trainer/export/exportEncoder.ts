import type { Arrays } from '../arrays.ts';
import type { PictureCache } from '../data/cache.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import type { Module } from '../nn/module.ts';
import { encoderGraph } from './encoderGraph.ts';
import { measureWhitening } from './whitening.ts';

/**
 * The graph that is published: the encoder with whitened embeddings.
 * @param cache pictures to measure the whitening on, by the encoder's pixel rule
 * @param quiet without a progress bar
 */
export async function exportEncoder(
  encoder: Module,
  variables: Arrays,
  scale: PixelScale,
  cache: PictureCache,
  quiet = false,
): Promise<Uint8Array> {
  const side = cache.rule.width;
  const plain = encoderGraph(encoder, side, variables, scale);
  const whitening = await measureWhitening(plain, cache, quiet);
  return encoderGraph(encoder, side, variables, scale, whitening);
}
