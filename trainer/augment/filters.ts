import { isDeepStrictEqual } from 'node:util';
import type { Augmentation } from './augmentation.ts';
import { augmentationsInOrder } from './inOrder.ts';
import type { ViewAugmentation } from './preset.ts';

/** Whether a view may be changed by an augmentation: its settings are not those without it. */
export const isOn = ({ without }: Augmentation<string>, view: ViewAugmentation): boolean =>
  Object.entries(without).some(
    ([setting, off]) => !isDeepStrictEqual(view[setting as keyof ViewAugmentation], off),
  );

/** The augmentations that join a view's resampling; what is left out of it costs nothing. */
export const filtersOf = (
  view: ViewAugmentation,
  among: readonly Augmentation<string>[] = augmentationsInOrder,
) => among.filter((one) => one.filter !== undefined && isOn(one, view));
