import type { PixelRule } from './rule.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How large a picture may be that is resampled: of a larger one, libvips takes what is more before. That is
 * no more than can be seen, and large pictures are not held in memory.
 */
export function mostBefore(rule: PixelRule): Size {
  const { resize, pixels } = rule;
  const most = (side: number) => Math.max(mostTimes * side, pixels === 4 ? leastOfMost : 0);
  return { width: most(resize ?? rule.width), height: most(resize ?? rule.height) };
}

/** Times what it becomes; and, since small encoders see each value, pixels. */
const [mostTimes, leastOfMost] = [8, 1024];

/** What a picture is resampled to before the rest is cut off, or filled up, by a rule with `resampling`. */
export function resampledSize({ width, height }: Size, rule: PixelRule): Size {
  const { fit, resize, pixels } = rule;
  const [across, down] = [resize ?? rule.width, resize ?? rule.height];
  if (fit === 'fill') return { width: across, height: down };
  if (fit === 'cover' && pixels === 4) {
    // Divided last, so that a whole number is not rounded to the one below.
    return across * height >= down * width
      ? { width: across, height: Math.floor((height * across) / width) }
      : { width: Math.floor((width * down) / height), height: down };
  }
  const scales = [across / width, down / height];
  const scale = fit === 'cover' ? Math.max(...scales) : Math.min(...scales);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}

/** Where the rule's picture begins in one of that size, which is not smaller. */
export function middleOf(size: Size, rule: PixelRule): { left: number; top: number } {
  const begin = (before: number, after: number) => {
    if (rule.pixels !== 4) {
      // As libvips cuts out the square, and then its middle.
      const square = rule.resize ?? after;
      return Math.floor((before - square + 1) / 2) + Math.floor((square - after) / 2);
    }
    const half = Math.floor((before - after) / 2);
    return (before - after) % 2 === 1 && half % 2 === 1 ? half + 1 : half;
  };
  return { left: begin(size.width, rule.width), top: begin(size.height, rule.height) };
}

/** Whether values have 8 bits between rows and columns: OpenCV's means, of `area`, have more. */
export const isRounded = ({ pixels, resampling }: PixelRule): boolean =>
  pixels === 4 && resampling !== 'area';
