import { z } from 'zod';
import { namePattern } from '../bundle/card.ts';
import { resamplings } from '../picture/rule.ts';
import { presetNames } from './presets.ts';

const three = 'are three numbers with commas: R,G,B';

/** "0.5,0.5,0.5". */
const channels = z
  .string()
  .transform((text) => text.split(',').map((one) => (one.trim() === '' ? Number.NaN : Number(one))))
  .pipe(z.tuple([z.number(three), z.number(three), z.number(three)], three));

/** What an import can be told by flags. */
export const importFlags = z.strictObject({
  name: z
    .string('is wanted: what the bundle is to be called')
    .regex(namePattern, 'may hold a-z 0-9 . _ -, up to 64 characters'),
  models: z.string().min(1).default('models'),
  preset: z.enum(presetNames, `is none of ${presetNames.join(', ')}`).optional(),
  size: z.number().int().min(1).max(4096).optional(),
  mean: channels.optional(),
  std: channels.refine((std) => std.every((one) => one > 0), 'has to be above 0').optional(),
  scale: z.literal([1, 255], 'is neither 1 nor 255').optional(),
  fit: z.enum(['cover', 'contain', 'fill'], "is not 'cover', 'contain' or 'fill'").optional(),
  resizeShorter: z.number().int().min(1).max(4096).optional(),
  cropShare: z.number().gt(0).max(1).optional(),
  resampling: z.enum(resamplings, `is none of ${resamplings.join(', ')}`).optional(),
  layout: z.enum(['nchw', 'nhwc'], "is neither 'nchw' nor 'nhwc'").optional(),
  input: z.string().min(1).optional(),
  output: z.string().min(1).optional(),
  pool: z.enum(['cls', 'mean', 'none'], "is not 'cls', 'mean' or 'none'").optional(),
  noNormalise: z.boolean().default(false),
  withText: z.boolean().default(false),
  licence: z.string().min(1).optional(),
});

export type ImportFlags = z.output<typeof importFlags>;
