import type { PictureCache } from './cache.ts';

/** Mean and standard deviation of pixels, per channel, on a scale from 0 to 1. */
export interface PixelScale {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

const sampleSize = 1024;

/** Measured on pictures spread evenly over the data set, so it is the same for the same pictures. */
export function measurePixels(cache: PictureCache): PixelScale {
  const count = Math.min(sampleSize, cache.count);
  const indices = Array.from({ length: count }, (_, i) => Math.floor((i * cache.count) / count));
  const channels = [0, 1, 2].map(() => ({ sum: 0, squares: 0 }));
  for (const index of indices) {
    const pixels = cache.read([index]);
    for (let i = 0; i < pixels.length; i++) {
      const [value, channel] = [pixels[i]! / 255, channels[i % 3]!];
      channel.sum += value;
      channel.squares += value * value;
    }
  }
  const values = count * cache.rule.width * cache.rule.height;
  const mean = channels.map(({ sum }) => sum / values);
  const deviation = channels.map(({ squares }, i) =>
    // Pictures of one colour have no deviation to divide by.
    Math.sqrt(Math.max(squares / values - mean[i]! ** 2, 1e-4)),
  );
  return { mean, deviation };
}
