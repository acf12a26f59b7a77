import { type PixelSource, readPixels } from '../data/store/pixels.ts';
import type { Engine } from '../engine/engine.ts';
import type { BatchQueue } from './batchQueue.ts';

/**
 * Has an engine that can hold the pictures do so, if there is room, after its first steps have told
 * what they need; batches then only name them. Where steps need fewer pictures than there are, they
 * go with the batches.
 * @param needed pictures of the steps that are left
 * @throws {CacheDamagedError}
 */
export async function holdPictures(
  engine: Engine,
  batches: BatchQueue,
  source: PixelSource,
  needed: number,
): Promise<void> {
  const { bytes, slots } = source;
  if (!engine.hold || needed < slots.length) return;
  const { held, text } = await engine.hold({
    ...{ count: slots.length, bytes },
    read: (indices, into) => readPixels(source, indices, into),
  });
  console.error(text);
  if (held) batches.nameOnly();
}
