import { z } from 'zod';
import { problemsOf } from '../../bundle/card.ts';
import type { PictureSettings } from '../preparation.ts';

const side = z.number().int().min(1).max(4096);
const three = z.array(z.number()).length(3);

/** What counts of config.json, as timm writes it. */
const timmSchema = z.object({
  pretrained_cfg: z.object({
    input_size: z.tuple([z.literal(3), side, side]),
    mean: three,
    std: z.array(z.number().gt(0)).length(3),
    interpolation: z.enum(['bicubic', 'bilinear', 'lanczos']),
    crop_pct: z.number().gt(0).max(1).default(0.875),
    crop_mode: z.enum(['center', 'squash'], 'is not what can be done here').default('center'),
  }),
});

/**
 * How pictures are prepared, by the config.json of an encoder of timm; null of any other.
 * @throws {Error} saying what of it cannot be done here
 */
export function timmSettings(json: unknown): Partial<PictureSettings> | null {
  if (typeof json !== 'object' || json === null || !('pretrained_cfg' in json)) return null;
  const parsed = timmSchema.safeParse(json);
  if (!parsed.success) {
    throw new Error(problemsOf(parsed.error)[0]);
  }
  const { input_size, mean, std, interpolation, crop_pct, crop_mode } = parsed.data.pretrained_cfg;
  const [, height, width] = input_size;
  return {
    ...{ mean, std, scale: 255, width, height, resampling: interpolation },
    ...{ fit: crop_mode === 'squash' ? 'fill' : 'cover', crop: { share: crop_pct } },
  };
}
