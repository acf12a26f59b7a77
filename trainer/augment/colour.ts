import type { Random } from '../random.ts';
import type { ViewAugmentation } from './preset.ts';

/**
 * A picture's colour change as p -> A p + T m, where p is an RGB pixel and m the picture's mean
 * pixel. Brightness, contrast, saturation, hue and greyscale are all of this form, in any order;
 * only torchvision's clipping between them is left out.
 */
export interface ColourMap {
  /** 3 x 3, row-major. */
  readonly pixel: Matrix;
  readonly mean: Matrix;
}

type Matrix = readonly number[];

const identity: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const zero: Matrix = Array(9).fill(0);
/** ITU-R BT.601 luma, in all three channels. */
const luma: Matrix = [0, 1, 2].flatMap(() => [0.299, 0.587, 0.114]);

/** Draws a view's colour change: jitter in random order, then greyscale. */
export function drawColour(options: ViewAugmentation, random: Random): ColourMap {
  let map: ColourMap = { pixel: identity, mean: zero };
  if (random.chance(options.jitter)) {
    for (const operation of shuffled(jitters(options, random), random)) map = operation(map);
  }
  return random.chance(options.greyscale) ? apply(luma, map) : map;
}

function jitters({ brightness, contrast, saturation, hue }: ViewAugmentation, random: Random) {
  const factor = (strength: number) => random.uniform(Math.max(0, 1 - strength), 1 + strength);
  const [bright, contrasted, saturated] = [
    factor(brightness),
    factor(contrast),
    factor(saturation),
  ];
  const rotation = hueRotation(random.uniform(-hue, hue));
  return [
    (map: ColourMap) => apply(scale(identity, bright), map),
    (map: ColourMap) => blendWithMean(contrasted, map),
    (map: ColourMap) => apply(blend(identity, luma, saturated), map),
    (map: ColourMap) => apply(rotation, map),
  ];
}

function apply(matrix: Matrix, { pixel, mean }: ColourMap): ColourMap {
  return { pixel: multiply(matrix, pixel), mean: multiply(matrix, mean) };
}

/**
 * Contrast: blends with the grey of the current mean luma. The mean of A p + T m is (A + T) m.
 */
function blendWithMean(share: number, { pixel, mean }: ColourMap): ColourMap {
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

function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((_, i) => {
    const [row, column] = [3 * Math.floor(i / 3), i % 3];
    return a[row]! * b[column]! + a[row + 1]! * b[column + 3]! + a[row + 2]! * b[column + 6]!;
  });
}

const add = (a: Matrix, b: Matrix): Matrix => a.map((x, i) => x + b[i]!);
const scale = (a: Matrix, factor: number): Matrix => a.map((x) => x * factor);
const blend = (a: Matrix, b: Matrix, share: number) => add(scale(a, share), scale(b, 1 - share));

function shuffled<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
