import type { ViewAugmentation } from './preset.ts';

/** What each part of the augmentation is where it is left out, by the name that `--without` takes. */
export const removals = {
  crop: { cropScale: [1, 1], cropRatio: [1, 1] },
  flip: { flip: 0 },
  jitter: { jitter: 0 },
  greyscale: { greyscale: 0 },
  blur: { blur: 0 },
  solarise: { solarise: 0 },
} as const satisfies Record<string, Partial<ViewAugmentation>>;

export type Removal = keyof typeof removals;

export function without(view: ViewAugmentation, names: readonly Removal[]): ViewAugmentation {
  return Object.assign({}, view, ...names.map((name) => removals[name]));
}
