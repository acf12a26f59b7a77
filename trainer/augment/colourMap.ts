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

export type Matrix = readonly number[];

export const identity: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
/** ITU-R BT.601 luma, in all three channels. */
export const luma: Matrix = [0, 1, 2].flatMap(() => [0.299, 0.587, 0.114]);

export const unchanged: ColourMap = { pixel: identity, mean: Array(9).fill(0) };

/** The map, and then a matrix on every pixel. */
export function followedBy({ pixel, mean }: ColourMap, matrix: Matrix): ColourMap {
  return { pixel: multiply(matrix, pixel), mean: multiply(matrix, mean) };
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((_, i) => {
    const [row, column] = [3 * Math.floor(i / 3), i % 3];
    return a[row]! * b[column]! + a[row + 1]! * b[column + 3]! + a[row + 2]! * b[column + 6]!;
  });
}

export const add = (a: Matrix, b: Matrix): Matrix => a.map((x, i) => x + b[i]!);
export const scale = (a: Matrix, factor: number): Matrix => a.map((x) => x * factor);
export const blend = (a: Matrix, b: Matrix, share: number): Matrix =>
  add(scale(a, share), scale(b, 1 - share));
