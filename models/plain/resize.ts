import type { Pixels } from '../picture/resample.ts';
import type { PixelRule } from '../picture/rule.ts';
import { enlarge } from './enlarge.ts';
import { reduceColumns, reduceRows } from './reduce.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Resizes as sharp does it by libvips, with neither crop nor border: of `cover` and `contain` one side
 * is the one that is asked for, and the other has what that leaves it.
 */
export function scaled(
  picture: Pixels,
  { width, height }: Size,
  fit: PixelRule['fit'],
  onlySmaller: boolean,
): Pixels {
  const sides = [picture.width / width, picture.height / height] as const;
  const [across, down] =
    fit === 'fill' ? sides : fit === 'cover' ? same(Math.min(...sides)) : same(Math.max(...sides));
  const least = onlySmaller ? 1 : 0;
  return byScales(
    picture,
    1 / Math.min(picture.width, Math.max(least, across)),
    1 / Math.min(picture.height, Math.max(least, down)),
  );
}

const same = (x: number) => [x, x] as const;

function byScales(picture: Pixels, across: number, down: number): Pixels {
  let now = picture;
  if (down < 1) now = reduceRows(now, 1 / down);
  if (across < 1) now = reduceColumns(now, 1 / across);
  return across > 1 || down > 1 ? enlarge(now, across, down) : now;
}

/** Cuts the middle out where there is too much, and puts a border around where there is too little. */
export function placed(
  { data, width, height }: Pixels,
  size: Size,
  background: PixelRule['background'],
): Pixels {
  if (width === size.width && height === size.height) return { data, width, height };
  const out = new Uint8Array(size.width * size.height * 3);
  for (let i = 0; i < out.length; i++) out[i] = background[i % 3]!;
  const [x, y] = [offsets(width, size.width), offsets(height, size.height)];
  for (let row = 0; row < y.length; row++) {
    const from = ((y.from + row) * width + x.from) * 3;
    const to = ((y.to + row) * size.width + x.to) * 3;
    out.set(data.subarray(from, from + x.length * 3), to);
  }
  return { data: out, ...size };
}

/** What of a line is taken, and where it is put. */
function offsets(before: number, after: number): { from: number; to: number; length: number } {
  return {
    from: Math.max(0, Math.floor((before - after + 1) / 2)),
    to: Math.max(0, Math.floor((after - before) / 2)),
    length: Math.min(before, after),
  };
}
