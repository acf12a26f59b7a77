import type { Augmentation } from '../augmentation.ts';
import { followedBy, luma } from '../colourMap.ts';

/** Drops colour and keeps the luma. */
export const greyscale: Augmentation = {
  draw(view, { greyscale }, random) {
    if (random.chance(greyscale)) view.colour = followedBy(view.colour, luma);
  },
  without: { greyscale: 0 },
};
