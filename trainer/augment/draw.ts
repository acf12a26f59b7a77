import type { Random } from '../random.ts';
import { drawColour } from './colour.ts';
import type { ViewAugmentation } from './preset.ts';

/**
 * The random numbers of one view of a batch of N pictures, as arrays that go to the device:
 * - `rows`, `columns` [N, 2]: first source coordinate and source pixels per view pixel, along the
 *   height and the width, in pixels of the stored picture; a negative step flips.
 * - `sigma` [N]: standard deviation of the blur, in view pixels; 0 for none.
 * - `pixelMap`, `meanMap` [N, 9]: the colour change (see ColourMap).
 * - `solarise` [N]: 1 to invert the bright half, else 0.
 */
export type ViewDraws = Record<ViewDraw, Float32Array>;

/** Values per picture of each array. */
export const viewDrawSizes = {
  rows: 2,
  columns: 2,
  sigma: 1,
  pixelMap: 9,
  meanMap: 9,
  solarise: 1,
};

export type ViewDraw = keyof typeof viewDrawSizes;

/**
 * @param source height and width of the stored pictures, in pixels
 * @param size height and width of a view, in pixels
 */
export function drawView(
  count: number,
  source: number,
  size: number,
  options: ViewAugmentation,
  random: Random,
): ViewDraws {
  const draws = Object.fromEntries(
    Object.entries(viewDrawSizes).map(([name, values]) => [name, new Float32Array(count * values)]),
  ) as ViewDraws;
  for (let i = 0; i < count; i++) {
    const { top, left, height, width } = drawCrop(source, options, random);
    draws.rows.set([top, height / size], 2 * i);
    const flipped = random.chance(options.flip);
    draws.columns.set(flipped ? [left + width, -width / size] : [left, width / size], 2 * i);
    const { pixel, mean } = drawColour(options, random);
    draws.pixelMap.set(pixel, 9 * i);
    draws.meanMap.set(mean, 9 * i);
    const [least, most] = options.blurSigma;
    if (random.chance(options.blur)) draws.sigma[i] = random.uniform(least, most);
    if (random.chance(options.solarise)) draws.solarise[i] = 1;
  }
  return draws;
}

/** Random area and aspect ratio; after ten misfits, the whole picture (as torchvision does). */
function drawCrop(source: number, { cropScale, cropRatio }: ViewAugmentation, random: Random) {
  for (let attempt = 0; attempt < 10; attempt++) {
    const area = source * source * random.uniform(...cropScale);
    const ratio = Math.exp(random.uniform(Math.log(cropRatio[0]), Math.log(cropRatio[1])));
    const [height, width] = [Math.sqrt(area / ratio), Math.sqrt(area * ratio)];
    if (height > source || width > source) continue;
    const top = random.uniform(0, source - height);
    return { top, left: random.uniform(0, source - width), height, width };
  }
  return { top: 0, left: 0, height: source, width: source };
}
