import type { Resampling } from './rule.ts';

/** What of a line of values becomes one of a line of another length. */
export interface Taps {
  readonly first: number;
  /** They sum to 1. */
  readonly weights: Float32Array;
}

interface Kernel {
  /** How far it reaches to each side, in new pixels. */
  readonly reach: number;
  weight(distance: number): number;
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** As Pillow has them (https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c). */
const kernels: Readonly<Record<Exclude<Resampling, 'area'>, Kernel>> = {
  bilinear: { reach: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  // Keys (1981), a = -0.5.
  bicubic: {
    reach: 2,
    weight(x) {
      const t = Math.abs(x);
      if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
      return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
    },
  },
  lanczos: { reach: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** For each of `after` values, what it is of `before`; kernels widen where there are fewer after. */
export function tapsOf(before: number, after: number, resampling: Resampling): Taps[] {
  const taps = (place: number) =>
    resampling === 'area'
      ? covered(before, before / after, place)
      : weighed(before, before / after, place, kernels[resampling]);
  return Array.from({ length: after }, (_, place) => normalised(taps(place)));
}

/** What a new value covers, values at its edges by their share (`INTER_AREA` of OpenCV). */
function covered(before: number, scale: number, place: number): Taps {
  const [start, end] = [place * scale, Math.min(before, (place + 1) * scale)];
  const first = Math.floor(start);
  const weights = Float32Array.from({ length: Math.ceil(end) - first }, (_, i) => {
    return Math.min(first + i + 1, end) - Math.max(first + i, start);
  });
  return { first, weights };
}

function weighed(before: number, scale: number, place: number, { reach, weight }: Kernel): Taps {
  const widened = Math.max(1, scale);
  const centre = (place + 0.5) * scale;
  const first = Math.max(0, Math.floor(centre - reach * widened + 0.5));
  const last = Math.min(before, Math.floor(centre + reach * widened + 0.5));
  const weights = Float32Array.from({ length: last - first }, (_, i) =>
    weight((first + i + 0.5 - centre) / widened),
  );
  return { first, weights };
}

function normalised({ first, weights }: Taps): Taps {
  const sum = weights.reduce((a, b) => a + b, 0);
  return { first, weights: weights.map((one) => one / sum) };
}
