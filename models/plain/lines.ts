/** How the lines of a picture become fewer: boxes of whole lines first, then a Lanczos kernel. */
export interface Reduction {
  /** Lines afterwards. */
  readonly size: number;
  /** Lines that are averaged to one before the kernel comes; 1: none are. */
  readonly box: number;
  /** For each line afterwards, the first of the boxed lines under the kernel, which may be outside. */
  readonly firsts: Int32Array;
  /** And the kernel's weights there, in 1/4096. Empty where boxes are all that it takes. */
  readonly weights: readonly Int16Array[];
}

/** Places of a kernel between two lines that are told apart. */
const places = 64;
/** What weights are whole numbers of. */
export const unit = 4096;
/** So many lines at least are left for each new one to the kernel. */
const gap = 2;
const reach = 3;

/**
 * As libvips takes them for `VIPS_KERNEL_LANCZOS3` (`vips_reduce`): numbers are rounded where it
 * rounds them, so that 8-bit pixels are the same.
 * @param lines how many there are
 * @param shrink by how much they are to become fewer, 1 or more
 */
export function reductionOf(lines: number, shrink: number): Reduction {
  const size = Math.floor(lines / shrink + 0.5);
  const box = Math.max(1, Math.floor(lines / size / gap));
  const rest = shrink / box;
  if (rest === 1) return { size, box, firsts: new Int32Array(), weights: [] };
  const points = 2 * roundToEven(reach * rest) + 1;
  // What of the lines is over, or missing, is so at both ends.
  const missing = (size * shrink - lines) / box;
  const start = (1 + missing) / 2 - 1;
  const kernels = Array.from({ length: places + 1 }, (_, i) => kernelAt(i / places, points, rest));
  const firsts = new Int32Array(size);
  const weights = Array.from(firsts, (_, i) => {
    const centre = (i + 0.5) * rest - 0.5 - start;
    firsts[i] = Math.trunc(centre) - (points - 1) / 2;
    const place = ((Math.trunc(centre * places * 2) & (places * 2 - 1)) + 1) >> 1;
    return kernels[place]!;
  });
  return { size, box, firsts, weights };
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** @param place from 0 to 1, between two lines */
function kernelAt(place: number, points: number, shrink: number): Int16Array {
  const half = place + points / 2 - 1;
  const values = Array.from({ length: points }, (_, i) => {
    const x = (i - half) / shrink;
    return Math.abs(x) <= reach ? sinc(x) * sinc(x / reach) : 0;
  });
  const sum = values.reduce((a, b) => a + b, 0);
  return Int16Array.from(values, (value) => Math.trunc((value / sum) * unit));
}

function roundToEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** What the sum of a box is multiplied by, and shifted by 24 bits, for its mean. */
export const meanFactor = (box: number): number => Math.floor(2 ** 24 / box);
