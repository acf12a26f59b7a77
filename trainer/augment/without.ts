import { inOrder } from './inOrder.ts';
import type { ViewAugmentation } from './preset.ts';

export type Removal = keyof typeof inOrder;

/** What each augmentation is where it is left out, by the name that `--without` takes. */
export const removals = Object.fromEntries(
  Object.entries(inOrder).map(([name, { without }]) => [name, without]),
) as Record<Removal, Partial<ViewAugmentation>>;

export function without(view: ViewAugmentation, names: readonly Removal[]): ViewAugmentation {
  return Object.assign({}, view, ...names.map((name) => removals[name]));
}
