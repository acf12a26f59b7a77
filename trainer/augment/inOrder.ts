import { blur } from './augmentations/blur.ts';
import { crop } from './augmentations/crop.ts';
import { flip } from './augmentations/flip.ts';
import { greyscale } from './augmentations/greyscale.ts';
import { jitter } from './augmentations/jitter.ts';
import { solarise } from './augmentations/solarise.ts';

/**
 * Every augmentation, by the name that `--without` takes, in the order in which they are drawn and
 * applied. A new one goes to the end: what is drawn before it stays what it was.
 */
export const inOrder = { crop, flip, jitter, greyscale, blur, solarise };
