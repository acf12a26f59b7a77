import type { Random } from '../../random.ts';
import type { Augmentation } from '../augmentation.ts';
import {
  add,
  blend,
  type ColourMap,
  followedBy,
  identity,
  luma,
  type Matrix,
  multiply,
  scale,
} from '../colourMap.ts';
import type { ViewAugmentation } from '../preset.ts';

/** Brightness, contrast, saturation and hue, in random order. */
export const jitter: Augmentation = {
  draw(view, settings, random) {
    if (!random.chance(settings.jitter)) return;
    for (const operation of shuffled(operations(settings, random), random)) {
      view.colour = operation(view.colour);
    }
  },
  without: { jitter: 0 },
};

function operations({ brightness, contrast, saturation, hue }: ViewAugmentation, random: Random) {
  const factor = (strength: number) => random.uniform(Math.max(0, 1 - strength), 1 + strength);
  const [bright, contrasted, saturated] = [
    factor(brightness),
    factor(contrast),
    factor(saturation),
  ];
  const rotation = hueRotation(random.uniform(-hue, hue));
  return [
    (map: ColourMap) => followedBy(map, scale(identity, bright)),
    (map: ColourMap) => blendWithMean(map, contrasted),
    (map: ColourMap) => followedBy(map, blend(identity, luma, saturated)),
    (map: ColourMap) => followedBy(map, rotation),
  ];
}

/** Contrast: blends with the grey of the current mean luma. The mean of A p + T m is (A + T) m. */
function blendWithMean({ pixel, mean }: ColourMap, share: number): ColourMap {
  const grey = multiply(luma, add(pixel, mean));
  return { pixel: scale(pixel, share), mean: blend(mean, grey, share) };
}

/** Rotation of the chroma plane of YIQ: hue without the conversion to HSV and back. */
function hueRotation(turns: number): Matrix {
  const [cos, sin] = [Math.cos(2 * Math.PI * turns), Math.sin(2 * Math.PI * turns)];
  const toYiq = [
    0.299, 0.587, 0.114, 0.595716, -0.274453, -0.321263, 0.211456, -0.522591, 0.311135,
  ];
  const toRgb = [1, 0.9563, 0.621, 1, -0.2721, -0.6474, 1, -1.107, 1.7046];
  return multiply(toRgb, multiply([1, 0, 0, 0, cos, -sin, 0, sin, cos], toYiq));
}

function shuffled<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
