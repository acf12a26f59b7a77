import type { Sharp } from 'sharp';
import { sharp } from './loaders.ts';
import { resample } from './resample.ts';
import type { PixelRule, Resampling } from './rule.ts';

/** A picture without its transparency, at the size that the rule says. */
export async function resized(picture: Sharp, rule: PixelRule): Promise<Sharp> {
  const { width, height, fit, resize, resampling } = rule;
  const [r, g, b] = rule.background;
  const background = { r, g, b };
  const flat = picture.flatten({ background });
  const [across, down] = resize === undefined ? [width, height] : [resize, resize];
  // What was resampled has its size, and is only cropped or filled up here.
  const source = resampling ? await resampled(flat, across, down, fit, resampling) : flat;
  const whole = source.resize(across, down, { fit, background });
  if (resize === undefined) return whole;
  const [left, top] = [Math.floor((resize - width) / 2), Math.floor((resize - height) / 2)];
  return whole.extract({ left, top, width, height });
}

/**
 * How many times larger a picture may be than what it is to become. What is more is taken by libvips
 * before: that is no more than can be seen, and large pictures are not held in memory.
 */
const mostTimes = 8;

async function resampled(
  picture: Sharp,
  across: number,
  down: number,
  fit: PixelRule['fit'],
  by: Resampling,
): Promise<Sharp> {
  const options = {
    fit: fit === 'contain' ? 'inside' : fit === 'cover' ? 'outside' : 'fill',
  } as const;
  const { data, info } = await picture
    .resize(mostTimes * across, mostTimes * down, { ...options, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`it decodes to ${info.channels} channels`);
  const scales = [across / info.width, down / info.height] as const;
  const scale = fit === 'cover' ? Math.max(...scales) : Math.min(...scales);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const [width, height] = fit === 'fill' ? [across, down] : [side(info.width), side(info.height)];
  const small = resample({ ...info, data }, width, height, by);
  return sharp(small.data, { raw: { width, height, channels: 3 } });
}
