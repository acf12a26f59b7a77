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
 */
export function resample(picture: Pixels, width: number, height: number, by: Resampling): Pixels {
  const across = inRows(picture, width, by);
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

/** @returns [height, new width, 3] */
function inRows({ data, width, height }: Pixels, to: number, by: Resampling): Float32Array {
  const taps = tapsOf(width, to, by);
  const across = new Float32Array(height * to * 3);
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
  return across;
}
