import type { Sharp } from 'sharp';
import { isRounded, middleOf, mostBefore, resampledSize, type Size } from './cover.ts';
import { sharp } from './loaders.ts';
import { resample } from './resample.ts';
import type { PixelRule, Resampling } from './rule.ts';

/** A picture without its transparency, at the size that the rule says. */
export async function resized(picture: Sharp, rule: PixelRule): Promise<Sharp> {
  const { width, height, fit, resize, resampling } = rule;
  const [r, g, b] = rule.background;
  const background = { r, g, b };
  const flat = picture.flatten({ background });
  if (resampling) {
    const { size, small } = await resampled(flat, rule, resampling);
    if (fit === 'contain') return small.resize(width, height, { fit, background });
    return small.extract({ ...middleOf(size, rule), width, height });
  }
  const [across, down] = resize === undefined ? [width, height] : [resize, resize];
  const whole = flat.resize(across, down, { fit, background });
  if (resize === undefined) return whole;
  const [left, top] = [Math.floor((resize - width) / 2), Math.floor((resize - height) / 2)];
  return whole.extract({ left, top, width, height });
}

async function resampled(picture: Sharp, rule: PixelRule, by: Resampling) {
  const fit = ({ contain: 'inside', cover: 'outside', fill: 'fill' } as const)[rule.fit];
  const { width, height } = mostBefore(rule);
  const { data, info } = await picture
    .resize(width, height, { fit, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`it decodes to ${info.channels} channels`);
  const size = resampledSize(rule.pixels === 4 ? await wholeSize(picture) : info, rule);
  const small = resample({ ...info, data }, size.width, size.height, by, isRounded(rule));
  return { size, small: sharp(small.data, { raw: { ...size, channels: 3 } }) };
}

/** Of a picture before it is resized, upright. */
async function wholeSize(picture: Sharp): Promise<Size> {
  return (await picture.metadata()).autoOrient;
}
