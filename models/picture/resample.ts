import { tapsOf } from './kernels.ts';
import type { Resampling } from './rule.ts';

/** RGB pixels. */
export interface Pixels {
  /** [height, width, 3], rows from the top. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Resizes as what encoders elsewhere are trained with does it: Pillow, or OpenCV by area. libvips
 * takes a shortcut where a picture becomes much smaller, which an encoder of small pictures notices.
 * @param isRounded whether values are of 8 bits between rows and columns, as Pillow has them
 */
export function resample(
  picture: Pixels,
  width: number,
  height: number,
  by: Resampling,
  isRounded: boolean,
): Pixels {
  const values = picture.height * width * 3;
  const across = isRounded ? new Uint8ClampedArray(values) : new Float32Array(values);
  reduceRows(picture, width, by, across);
  const stride = width * 3;
  // What is clamped is rounded too.
  const data = new Uint8ClampedArray(height * stride);
  const row = new Float32Array(stride);
  for (const [y, { first, weights }] of tapsOf(picture.height, height, by).entries()) {
    row.fill(0);
    for (let i = 0; i < weights.length; i++) {
      const [weight, from] = [weights[i]!, (first + i) * stride];
      for (let x = 0; x < stride; x++) row[x]! += weight * across[from + x]!;
    }
    data.set(row, y * stride);
  }
  return { data: new Uint8Array(data.buffer), width, height };
}

/** @param across for the result: [height, new width, 3] */
function reduceRows(
  { data, width, height }: Pixels,
  to: number,
  by: Resampling,
  across: Uint8ClampedArray | Float32Array,
): void {
  const taps = tapsOf(width, to, by);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < to; x++) {
      const { first, weights } = taps[x]!;
      let [red, green, blue] = [0, 0, 0];
      for (let i = 0, from = (y * width + first) * 3; i < weights.length; i++, from += 3) {
        const weight = weights[i]!;
        red += weight * data[from]!;
        green += weight * data[from + 1]!;
        blue += weight * data[from + 2]!;
      }
      const place = (y * to + x) * 3;
      across[place] = red;
      across[place + 1] = green;
      across[place + 2] = blue;
    }
  }
}
