import type { Augmentation } from './augmentation.ts';
import { blur } from './augmentations/blur.ts';
import { crop } from './augmentations/crop.ts';
import { flip } from './augmentations/flip.ts';
import { greyscale } from './augmentations/greyscale.ts';
import { jitter } from './augmentations/jitter.ts';
import { solarise } from './augmentations/solarise.ts';

/**
 * Every augmentation, by the name that `--without` takes, in the order in which they are drawn and
 * applied. They draw from one generator: the order is part of what a run's seed means.
 */
export const inOrder = { crop, flip, jitter, greyscale, blur, solarise };

export const augmentationsInOrder: readonly Augmentation<string>[] = Object.values(inOrder);
