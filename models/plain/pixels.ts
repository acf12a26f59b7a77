import { isRounded, middleOf, mostBefore, resampledSize } from '../picture/cover.ts';
import { type Pixels, resample } from '../picture/resample.ts';
import type { PixelRule } from '../picture/rule.ts';
import { placed, type Size, scaled } from './resize.ts';
import { liesAside, upright } from './upright.ts';

/** A picture as it is in its file, in sRGB. */
export interface Rgba extends Size {
  /** [height * width * 4], rows from the top, alpha not multiplied in. */
  readonly data: ArrayLike<number>;
}

/**
 * The pixels that an encoder sees of a picture that is decoded, by a rule of `pixels` 2, 3 or 4: what
 * `decodePixels` makes of it by libvips, in plain code that runs in a browser.
 * @param orientation 1 to 8, as EXIF has it
 * @returns [rule.height * rule.width * 3] RGB, rows from the top
 */
export function plainPixels(
  { data: rgba, width, height }: Rgba,
  rule: PixelRule,
  orientation = 1,
): Uint8Array {
  const { fit, background, resize, resampling } = rule;
  const picture = { data: flattened(rgba, width * height, background), width, height };
  const size = { width: resize ?? rule.width, height: resize ?? rule.height };
  // Turned once it is small, as sharp does it, unless it is to cut something out at once: rows are
  // reduced before columns, whichever they become.
  const turned = ({ width, height }: Size, onlySmaller: boolean) => {
    if (resize !== undefined && resampling === undefined)
      return scaled(upright(picture, orientation), { width, height }, fit, onlySmaller);
    const aside = { width: height, height: width };
    const wanted = liesAside(orientation) ? aside : { width, height };
    return upright(scaled(picture, wanted, fit, onlySmaller), orientation);
  };
  if (resampling !== undefined) {
    const source = turned(mostBefore(rule), true);
    const uprightSize = liesAside(orientation) ? { width: height, height: width } : picture;
    const to = resampledSize(rule.pixels === 4 ? uprightSize : source, rule);
    const small = resample(source, to.width, to.height, resampling, isRounded(rule));
    return fit === 'contain'
      ? placed(small, size, background).data
      : cut(small, rule, middleOf(small, rule));
  }
  const whole = placed(turned(size, false), size, background);
  if (resize === undefined) return whole.data;
  const half = (before: number, after: number) => Math.floor((before - after) / 2);
  const [left, top] = [half(whole.width, rule.width), half(whole.height, rule.height)];
  return cut(whole, rule, { left, top });
}

/** Without its transparency. @returns [count * 3] */
function flattened(
  rgba: ArrayLike<number>,
  count: number,
  background: PixelRule['background'],
): Uint8Array {
  const rgb = new Uint8Array(count * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4) {
    const alpha = rgba[from + 3]!;
    for (let channel = 0; channel < 3; channel++) {
      const value = rgba[from + channel]!;
      rgb[to++] =
        alpha === 255 ? value : (value * alpha + background[channel]! * (255 - alpha)) / 255;
    }
  }
  return rgb;
}

/** A part of a picture. */
function cut(
  whole: Pixels,
  { width, height }: Size,
  { left, top }: { left: number; top: number },
): Uint8Array {
  const out = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * whole.width + left) * 3;
    out.set(whole.data.subarray(from, from + width * 3), y * width * 3);
  }
  return out;
}
