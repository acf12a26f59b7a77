import type { Augmentation } from '../augmentation.ts';

/** Left becomes right. */
export const flip: Augmentation = {
  draw(view, { flip }, random) {
    if (!random.chance(flip)) return;
    const { start, length } = view.columns;
    view.columns = { start: start + length, length: -length };
  },
  without: { flip: 0 },
};
