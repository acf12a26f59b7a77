import type { Resampling } from '@selfsame/models';

type Smooth = Exclude<Resampling, 'area'>;

/** Of a place at a distance in pixels of the smaller picture, and how far the kernel reaches. */
const kernels: Record<Smooth, { reach: number; weight: (x: number) => number }> = {
  bilinear: { reach: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  // Keys' cubic with a = -0.5, as Pillow has it.
  bicubic: {
    reach: 2,
    weight: (x) => {
      const t = Math.abs(x);
      if (t < 1) return 1.5 * t ** 3 - 2.5 * t ** 2 + 1;
      return t < 2 ? -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2 : 0;
    },
  },
  lanczos: { reach: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Weights of the places of a line of `before` for each of `after`, which sum to 1 (Pillow's way). */
function weightsOf(before: number, after: number, resampling: Smooth) {
  const { reach, weight } = kernels[resampling];
  const scale = Math.max(1, before / after);
  return Array.from({ length: after }, (_, place) => {
    const centre = ((place + 0.5) * before) / after;
    const first = Math.max(0, Math.floor(centre - reach * scale + 0.5));
    const last = Math.min(before, Math.floor(centre + reach * scale + 0.5));
    const raw = Array.from({ length: last - first }, (_, i) =>
      weight((first + i + 0.5 - centre) / scale),
    );
    const sum = raw.reduce((a, b) => a + b, 0);
    return { first, weights: raw.map((one) => one / sum) };
  });
}

/**
 * Resizes RGB pixels in one go per axis, by sums that are easy to see through: what tests compare the
 * pixel function with.
 * @param pixels [height * width * 3]; @returns [toHeight * toWidth * 3], 0 .. 255
 */
export function resampled(
  pixels: ArrayLike<number>,
  [width, height]: readonly [number, number],
  [toWidth, toHeight]: readonly [number, number],
  resampling: Smooth,
): Float64Array {
  const across = new Float64Array(height * toWidth * 3);
  for (const [x, line] of weightsOf(width, toWidth, resampling).entries())
    for (let y = 0; y < height; y++)
      for (let c = 0; c < 3; c++)
        across[(y * toWidth + x) * 3 + c] = sum(pixels, y * width * 3 + c, 3, line);
  const result = new Float64Array(toHeight * toWidth * 3);
  for (const [y, line] of weightsOf(height, toHeight, resampling).entries())
    for (let i = 0; i < toWidth * 3; i++)
      result[y * toWidth * 3 + i] = sum(across, i, toWidth * 3, line);
  return result;
}

/** A line's pixels with their weights, as a byte. @param step from one pixel of it to the next */
function sum(
  values: ArrayLike<number>,
  start: number,
  step: number,
  { first, weights }: ReturnType<typeof weightsOf>[number],
): number {
  let result = 0;
  for (let i = 0; i < weights.length; i++)
    result += weights[i]! * values[start + (first + i) * step]!;
  return Math.min(255, Math.max(0, Math.round(result)));
}

/**
 * The middle of RGB pixels, as torchvision's CenterCrop takes it: `int(round((height - crop) / 2.0))`, and
 * Python rounds halves to the even number.
 */
export function middle(
  pixels: ArrayLike<number>,
  [width, height]: readonly [number, number],
  [toWidth, toHeight]: readonly [number, number],
): Float64Array {
  const [left, top] = [pythonRound((width - toWidth) / 2), pythonRound((height - toHeight) / 2)];
  return Float64Array.from({ length: toWidth * toHeight * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % toWidth, Math.floor(i / 3 / toWidth)];
    return pixels[((top + y) * width + left + x) * 3 + (i % 3)]!;
  });
}

const pythonRound = (x: number) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
