import type { Random } from '../random.ts';
import type { DrawnView, Span } from './augmentation.ts';
import { unchanged } from './colourMap.ts';
import { augmentationsInOrder, type inOrder } from './inOrder.ts';
import type { ViewAugmentation } from './preset.ts';

/** What the augmentations draw numbers of their own for. */
type OwnNumber = NonNullable<(typeof inOrder)[keyof typeof inOrder]['numbers']>[number];
const ownNumbers = augmentationsInOrder.flatMap(({ numbers }) => numbers ?? []) as OwnNumber[];
const perNumber = <T>(value: T) =>
  Object.fromEntries(ownNumbers.map((name) => [name, value])) as Record<OwnNumber, T>;

/**
 * The random numbers of one view of a batch of N pictures, as arrays that go to the device:
 * - `rows`, `columns` [N, 2]: first source coordinate and source pixels per view pixel, along the
 *   height and the width, in pixels of the stored picture; a negative step flips.
 * - `pixelMap`, `meanMap` [N, 9]: the colour change (see ColourMap).
 * - [N] of each number of an augmentation's own.
 */
export type ViewDraws = Record<ViewDraw, Float32Array>;

/** Values per picture of each array. */
export const viewDrawSizes = { rows: 2, columns: 2, pixelMap: 9, meanMap: 9, ...perNumber(1) };

export type ViewDraw = keyof typeof viewDrawSizes;

/**
 * @param source height and width of the stored pictures, in pixels
 * @param size height and width of a view, in pixels
 */
export function drawView(
  count: number,
  source: number,
  size: number,
  settings: ViewAugmentation,
  random: Random,
): ViewDraws {
  const draws = Object.fromEntries(
    Object.entries(viewDrawSizes).map(([name, values]) => [name, new Float32Array(count * values)]),
  ) as ViewDraws;
  const none = perNumber(0);
  const whole: Span = { start: 0, length: source };
  for (let i = 0; i < count; i++) {
    const numbers = { ...none };
    const view: DrawnView<OwnNumber> = { rows: whole, columns: whole, colour: unchanged, numbers };
    for (const { draw } of augmentationsInOrder) draw(view, settings, random);
    draws.rows.set([view.rows.start, view.rows.length / size], 2 * i);
    draws.columns.set([view.columns.start, view.columns.length / size], 2 * i);
    draws.pixelMap.set(view.colour.pixel, 9 * i);
    draws.meanMap.set(view.colour.mean, 9 * i);
    for (const name of ownNumbers) draws[name][i] = view.numbers[name];
  }
  return draws;
}
