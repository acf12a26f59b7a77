import { callOf } from '@selfsame/models';
import { z } from 'zod';
import { deriveOptions, deriveUsage } from '../derive/options.ts';

const positive = z.number().gt(0);

export const adaptOptions = z.strictObject({
  ...deriveOptions,
  model: z.string('needs a bundle').min(1),
  layers: z.number().int().min(1).max(2).default(1),
  pairs: z.number().int().min(1).max(64).default(4),
  steps: z.number().int().min(1).default(300),
  batch: z.number().int().min(8).default(256),
  learningRate: positive.default(2e-3),
  lambda: positive.default(0.005),
  publish: z.enum(['better', 'anyway'], "is neither 'better' nor 'anyway'").default('better'),
});
export type AdaptOptions = z.output<typeof adaptOptions>;

export const call = callOf('adapt');

export const usage = `${call} --model <bundle> --data <folder> [flags]

Learns a map behind a bundle's encoder, which stays as it is, from your own pictures without labels:
embeddings of augmented views of each are made once and kept, and the map brings those of one picture
together and makes its dimensions tell different things (Barlow Twins). It is published as the bundle's
next version, unless the pictures that were kept to measure by are found worse. A command that was broken
off is given again: views that were embedded are there.

  --model       a bundle: 'name' (newest version), 'name/version', or the path of its folder
${deriveUsage}
  --layers      1: a linear map; 2: a hidden layer too (default 1)
  --pairs       of views of each picture (default 4)
  --steps       of training (default 300)
  --batch       pictures of a step (default 256, or all there are)
  --learning-rate  at its highest (default 0.002)
  --lambda      weight of the loss's redundancy reduction term (default 0.005)
  --publish     better: refuses what is worse; anyway (default better)`;
