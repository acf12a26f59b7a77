import type { ViewAugmentation } from '../augment/preset.ts';
import { drawViews } from '../augment/views.ts';
import { type PixelSource, readPixels } from '../data/store/pixels.ts';
import type { BatchArrays } from '../engine/engine.ts';
import { createRandom, permutation } from '../random.ts';

/** What every batch of a run follows from; plain values, which can be sent to another thread. */
export interface BatchSpec {
  readonly batch: number;
  readonly seed: number;
  /** Sides of a stored picture and of a view, in pixels. */
  readonly source: number;
  readonly size: number;
  readonly stepsPerEpoch: number;
  /** Of each view. */
  readonly augmentations: readonly ViewAugmentation[];
  /** Whether pictures are mixed. */
  readonly mixes: boolean;
  readonly pictures: PixelSource;
}

/** Bytes of a batch's pictures, [batch, source, source, 3]. */
export const batchBytes = ({ batch, pictures }: BatchSpec) => batch * pictures.bytes;

/**
 * Makes the inputs of any step but its learning rate; each is a function of the seed and the step
 * alone.
 * @returns takes the step, from 0, and an array of `batchBytes` to put the pictures in; without one,
 *   they are named by their indices
 */
export function createBatches(spec: BatchSpec) {
  const { batch, seed, source, size, stepsPerEpoch, augmentations, pictures } = spec;
  let order: { epoch: number; indices: Uint32Array } | undefined;

  return (step: number, into?: Uint8Array): BatchArrays => {
    const epoch = Math.floor(step / stepsPerEpoch);
    if (order?.epoch !== epoch) {
      const random = createRandom(seed, 'order', epoch);
      order = { epoch, indices: permutation(pictures.slots.length, random) };
    }
    const start = (step % stepsPerEpoch) * batch;
    const indices = order.indices.subarray(start, start + batch);
    if (into) readPixels(pictures, indices, into);
    return {
      pixels: into ?? Int32Array.from(indices),
      ...drawViews(batch, source, size, augmentations, seed, step),
      // Beta(1, 1), as in Mixed Barlow Twins.
      ...(spec.mixes && { share: Float32Array.of(createRandom(seed, 'mix', step).uniform(0, 1)) }),
    };
  };
}
