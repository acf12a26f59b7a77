import { z } from 'zod';
import { problemsOf } from '../../bundle/card.ts';
import type { Resampling } from '../../picture/rule.ts';
import type { PictureSettings } from '../preparation.ts';

const side = z.number().int().min(1).max(4096);
const sides = z.union([
  side,
  z.object({ shortest_edge: side }).strict(),
  z.object({ height: side, width: side }).strict(),
]);
const three = z.array(z.number()).length(3);
const deviations = z.array(z.number().gt(0)).length(3);

/** What counts of preprocessor_config.json, as image processors of transformers write it. */
const processorSchema = z.object({
  image_processor_type: z.string().optional(),
  feature_extractor_type: z.string().optional(),
  do_resize: z.boolean().default(true),
  size: sides.optional(),
  resample: z.number().int().optional(),
  do_center_crop: z.boolean().optional(),
  crop_size: sides.optional(),
  crop_pct: z.number().gt(0).max(1).nullish(),
  do_rescale: z.boolean().default(true),
  rescale_factor: z.number().gt(0).optional(),
  do_normalize: z.boolean().default(true),
  image_mean: three.optional(),
  image_std: deviations.optional(),
  do_pad: z.literal(false, 'is not what can be done here').nullish(),
});
type Processor = z.output<typeof processorSchema>;

/** Numbers of `PIL.Image.Resampling`; the nearest pixel and Hamming's are none that is made here. */
const resamplings: Readonly<Record<number, Resampling>> = {
  ...{ 1: 'lanczos', 2: 'bilinear', 3: 'bicubic', 4: 'area' },
};

/** Those that bring a number for a size to the shorter side; others make a square of the picture. */
const byShorterSide = /^(CLIP|ChineseCLIP|Bit|ConvNext|MobileNet|PoolFormer|Levit|SiglipNaFlex)/;
/** From this side on, ConvNeXt's makes a square of the picture and cuts nothing out. */
const convNextWhole = 384;

/**
 * How pictures are prepared, by preprocessor_config.json.
 * @throws {Error} saying what of it cannot be done here
 */
export function processorSettings(json: unknown): Partial<PictureSettings> {
  const parsed = processorSchema.safeParse(json);
  if (!parsed.success) {
    throw new Error(problemsOf(parsed.error)[0]);
  }
  const processor = parsed.data;
  const { resample, do_rescale, rescale_factor, do_normalize, image_mean, image_std } = processor;
  if (resample !== undefined && !(resample in resamplings))
    throw new Error(`resample: ${resample} is none of ${Object.keys(resamplings).join(', ')}`);
  const factor = rescale_factor ?? 1 / 255;
  return {
    // 1 / 255 is written with all its digits.
    scale: do_rescale ? Math.round(1e6 / factor) / 1e6 : 1,
    ...(do_normalize
      ? { ...(image_mean && { mean: image_mean }), ...(image_std && { std: image_std }) }
      : { mean: [0, 0, 0], std: [1, 1, 1] }),
    ...(resample !== undefined && { resampling: resamplings[resample]! }),
    ...placement(processor),
  };
}

type Placement = Partial<Pick<PictureSettings, 'width' | 'height' | 'fit' | 'crop'>>;

/** What of the picture is seen, and how large. */
function placement(processor: Processor): Placement {
  const { size, do_resize, do_center_crop, crop_pct } = processor;
  if (size === undefined || !do_resize) return {};
  const type = processor.image_processor_type ?? processor.feature_extractor_type ?? '';
  const resize = shorterSide(size, type);
  const isConvNext = crop_pct != null;
  if (isConvNext && resize !== null) {
    const square = { width: resize, height: resize };
    if (resize >= convNextWhole) return { ...square, fit: 'fill', crop: { share: 1 } };
    return { ...square, fit: 'cover', crop: { resize: Math.floor(resize / crop_pct) } };
  }
  const crop = do_center_crop === false ? undefined : processor.crop_size;
  const cut = do_center_crop !== false && crop !== undefined ? edgesOf(crop) : null;
  if (resize === null) {
    const { height, width } = edgesOf(size);
    if (cut === null) return { width, height, fit: 'fill', crop: { share: 1 } };
    if (width !== height) throw new Error('size: is no square, of which a middle is cut out');
    return { ...cut, fit: 'fill', crop: { resize: width } };
  }
  if (cut === null)
    throw new Error('do_center_crop: without it, pictures of every shape come out as another size');
  return { ...cut, fit: 'cover', crop: { resize } };
}

/** The side that the shorter one is brought to; null where both are told. */
function shorterSide(size: NonNullable<Processor['size']>, type: string): number | null {
  if (typeof size === 'number') return byShorterSide.test(type) ? size : null;
  return 'shortest_edge' in size ? size.shortest_edge : null;
}

function edgesOf(size: NonNullable<Processor['size']>): { width: number; height: number } {
  if (typeof size === 'number') return { width: size, height: size };
  if ('shortest_edge' in size) return { width: size.shortest_edge, height: size.shortest_edge };
  return size;
}
