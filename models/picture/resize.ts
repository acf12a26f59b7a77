import type { Sharp } from 'sharp';
import { resizeByArea } from './area.ts';
import { sharp } from './loaders.ts';
import type { PixelRule, Resampling } from './rule.ts';

/** What libvips calls them; by area it has none that is exact. */
const kernels = {
  bicubic: 'cubic',
  bilinear: 'linear',
  lanczos: 'lanczos3',
} as const satisfies Record<Exclude<Resampling, 'area'>, string>;

/** A picture without its transparency, at the size that the rule says. */
export async function resized(picture: Sharp, rule: PixelRule): Promise<Sharp> {
  const { width, height, fit, resize, resampling = 'lanczos' } = rule;
  const [r, g, b] = rule.background;
  const background = { r, g, b };
  const flat = picture.flatten({ background });
  const [across, down] = resize === undefined ? [width, height] : [resize, resize];
  const isArea = resampling === 'area';
  const source = isArea ? await shrunkByArea(flat, across, down, fit) : flat;
  // What was shrunk by area has its size, and is only cropped or filled up here.
  const kernel = kernels[isArea ? 'lanczos' : resampling];
  const whole = source.resize(across, down, { fit, background, kernel });
  if (resize === undefined) return whole;
  const [left, top] = [Math.floor((resize - width) / 2), Math.floor((resize - height) / 2)];
  return whole.extract({ left, top, width, height });
}

async function shrunkByArea(
  picture: Sharp,
  across: number,
  down: number,
  fit: PixelRule['fit'],
): Promise<Sharp> {
  const { data, info } = await picture
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const scales = [across / info.width, down / info.height] as const;
  const scale = fit === 'cover' ? Math.max(...scales) : Math.min(...scales);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const [width, height] = fit === 'fill' ? [across, down] : [side(info.width), side(info.height)];
  const small = resizeByArea({ ...info, data }, width, height);
  return sharp(small.data, { raw: { width, height, channels: info.channels as 3 } });
}
