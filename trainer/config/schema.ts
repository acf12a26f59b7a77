import { z } from 'zod';
import { type AugmentationName, augmentations } from '../augment/preset.ts';
import { mostViews } from '../augment/views.ts';
import { removals } from '../augment/without.ts';
import { engines } from '../engine/engines.ts';
import { type LossName, losses } from '../loss/create.ts';
import { type EncoderName, encoders } from '../nn/encoders.ts';
import { type OptimizerName, optimizers } from '../optim/create.ts';
import { type PresetName, presets } from '../presets/presets.ts';
import { backgroundPattern, type Fit, fits, grounds } from './shown.ts';

const names = <T extends string>(table: Record<T, unknown>) => Object.keys(table) as [T, ...T[]];
const count = z.number().int().min(1);
const share = z.number().min(0).max(1);

/** Names with commas between them. */
export const listOf = (text: string) => text.split(',').map((name) => name.trim());

const half = engines.flatMap(({ name, mixedPrecision }) =>
  mixedPrecision ? `${mixedPrecision} with ${name}` : [],
);

/**
 * Every setting of a training run, with its default and its unit. A setting is a key of the config
 * file and, in kebab case, a flag.
 */
export const configSchema = z.strictObject({
  preset: z
    .enum(names<PresetName>(presets))
    .optional()
    .describe('settings to start from (trainer/presets); all others win over it'),
  // What to learn from.
  data: z.string().min(1).describe('folder of pictures, read recursively'),
  cache: z.string().min(1).default('.cache/pictures').describe('folder for decoded pictures'),
  hidden: z
    .boolean()
    .default(false)
    .describe('look at hidden files and folders too, with a dot before their names'),
  fit: z
    .enum(Object.keys(fits) as [Fit, ...Fit[]])
    .default('cover')
    .describe(
      'how a picture fills the square that the encoder sees; cover: cut from its middle, contain: whole, with borders, stretch: whole, distorted',
    ),
  background: z
    .string()
    .regex(backgroundPattern, `takes auto, ${Object.keys(grounds).join(', ')} or #rrggbb`)
    .default('white')
    .describe(
      'colour behind transparent pictures and of borders: white, black, grey or #rrggbb; auto: the one that what is drawn stands out on',
    ),
  // What to make.
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'may hold a-z 0-9 . _ -, up to 64 characters')
    .default('encoder')
    .describe('name of the published bundle'),
  run: z.string().min(1).optional().describe('folder of the run (default: runs/<name>-<time>)'),
  models: z
    .string()
    .min(1)
    .optional()
    .describe('folder to publish the bundle in (default: models in the run folder)'),
  evaluate: z
    .string()
    .min(1)
    .optional()
    .describe('folder of pictures to evaluate the encoder on at the end (see selfsame evaluate)'),
  labels: z
    .string()
    .min(1)
    .optional()
    .describe(
      'classes of the pictures in --evaluate: folders, none, or a CSV file with path and label (default: folders, where they tell classes)',
    ),
  heldOut: z
    .number()
    .int()
    .min(0)
    .refine((count) => count !== 1, {
      error: 'a view of a single picture finds it, whatever the encoder: 0, or 2 and more',
    })
    .optional()
    .describe(
      'pictures that are not trained on, to measure by (default: a tenth, at most 1000; 0 of fewer than 250 pictures)',
    ),
  publish: z
    .enum(['better', 'anyway'])
    .default('better')
    .describe(
      'better: no bundle of an encoder that finds held-out pictures no better than the untrained one, raw pixels, what it started from and the shipped one do; anyway: of every one',
    ),
  init: z
    .string()
    .min(1)
    .optional()
    .describe(
      'what to take the first weights from: a bundle (name, name/version or folder), a run folder, a checkpoint, or one of a ResNet of PyTorch (.pth, .safetensors); none: chance; a bundle or a .pth also gives encoder, projector-width, projector-depth, size, source and input-size where they are not given (the last two only with its size)',
    ),
  // The network.
  encoder: z.enum(names<EncoderName>(encoders)).default('small').describe('encoder to train'),
  size: z.number().int().min(8).max(1024).default(32).describe('side of a view, in pixels'),
  source: z
    .number()
    .int()
    .min(8)
    .max(2048)
    .optional()
    .describe('side of a stored picture, in pixels (default: size, or 8/7 of it above 64)'),
  inputSize: z
    .number()
    .int()
    .min(8)
    .max(1024)
    .optional()
    .describe('side of a picture that the published encoder sees, in pixels (default: size)'),
  projectorWidth: count.default(512).describe('D of the projector and its hidden layers'),
  projectorDepth: count.max(8).default(3).describe('layers of the projector'),
  // The method.
  augment: z
    .enum(names<AugmentationName>(augmentations))
    .optional()
    .describe('augmentations (default: cifar up to 64 pixels, else paper)'),
  without: z
    .string()
    .refine((text) => listOf(text).every((name) => name in removals), {
      error: `takes ${Object.keys(removals).join(', ')}, with commas between them`,
    })
    .optional()
    .describe(
      `parts of the augmentations to leave out, with commas: ${Object.keys(removals).join(',')}`,
    ),
  views: z.number().int().min(2).max(mostViews).default(2).describe('views of each picture'),
  loss: z
    .enum(names<LossName>(losses))
    .default('barlow')
    .describe('what views of a picture should have in common'),
  lambda: z.number().positive().default(0.005).describe('weight of redundancy reduction (barlow)'),
  terms: z
    .enum(['both', 'on-diagonal', 'off-diagonal'])
    .default('both')
    .describe('terms of the loss that count (barlow)'),
  normalise: z
    .enum(['batch', 'feature'])
    .default('batch')
    .describe('projections over the batch, or each also to one length (barlow)'),
  mix: z
    .number()
    .min(0)
    .default(0)
    .describe(
      'weight of mixed pictures in the loss, in lambdas, e.g. 4: Mixed Barlow Twins (barlow, 2 views)',
    ),
  temperature: z
    .number()
    .min(0.05)
    .default(0.5)
    .describe('of the similarities (simclr), 0.05 or more'),
  asymmetry: z
    .enum(['none', 'stop-gradient', 'predictor', 'both'])
    .optional()
    .describe('what the views are treated differently by (default: both for simsiam, else none)'),
  // The optimisation.
  batch: z.number().int().min(2).default(128).describe('pictures per step'),
  microBatch: z
    .number()
    .int()
    .min(2)
    .optional()
    .describe(
      'pictures in memory at a time, a divisor of batch: the loss stays that of the batch, batch normalisation sees a part (default: batch)',
    ),
  epochs: z.number().positive().default(20).describe('passes over the pictures'),
  steps: count.optional().describe('steps, in place of epochs'),
  minutes: z
    .number()
    .positive()
    .optional()
    .describe(
      'minutes that the run may take, all in all: with less time than was planned it has fewer steps (default: 60 where nothing else says how long, else without a limit)',
    ),
  optimizer: z.enum(names<OptimizerName>(optimizers)).default('adamw').describe('optimiser'),
  learningRate: z.number().positive().default(0.001).describe('peak learning rate'),
  rateBatch: count
    .optional()
    .describe('batch that the learning rate is for: it grows with batch (default: it is fixed)'),
  finalRate: share.default(0.002).describe('last learning rate, as a share of the peak'),
  warmup: share.default(0.05).describe('share of the steps with a rising learning rate'),
  warmupEpochs: z
    .number()
    .min(0)
    .optional()
    .describe('passes with a rising learning rate, in place of warmup'),
  momentum: share.default(0.9).describe('momentum of sgd and lars'),
  weightDecay: z.number().min(0).default(1e-4).describe('weight decay'),
  trustCoefficient: z.number().positive().default(0.001).describe('eta of lars'),
  normalisationRate: z
    .number()
    .positive()
    .default(0.024)
    .describe('learning rate of normalisation parameters, as a share of the others (lars)'),
  seed: z.number().int().min(0).max(0xffffffff).default(1).describe('seed of all random numbers'),
  // The machine.
  engine: z
    .enum(['auto', ...engines.map(({ name }) => name)])
    .default('cpu')
    .describe(
      `what runs the steps. ${engines.map(({ name, about }) => `${name}: ${about}`).join('; ')}; auto: the fastest that works`,
    ),
  precision: z
    .enum(['float32', 'mixed'])
    .default('float32')
    .describe(`mixed: convolutions in a half type, weights in float32 (${half.join(', ')})`),
  threads: z.number().int().min(0).max(256).default(0).describe('threads; 0: one per core'),
  devices: z
    .number()
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe('devices that share each batch; batch normalisation still sees all of it (xla)'),
  checkpointEvery: count.default(100).describe('steps between checkpoints'),
  onFailure: z
    .enum(['stop', 'roll-back', 'tell'])
    .default('stop')
    .describe(
      'when training collapses, diverges or has nothing to learn from: stop, roll-back to the last good checkpoint with a tenth of the learning rate (3 times at most), or tell and go on',
    ),
});

/** Some of a run's settings. */
export type Settings = z.input<typeof configSchema>;

/** A run's settings with every default filled in. */
export type Config = z.infer<typeof configSchema>;

/** SimSiam is its asymmetry; the other losses need none. */
export const asymmetryOf = ({ loss, asymmetry }: Pick<Config, 'loss' | 'asymmetry'>) =>
  asymmetry ?? (loss === 'simsiam' ? 'both' : 'none');

export type ConfigKey = keyof Config;

/** What a setting is where nothing names it; undefined if it has no default. */
export const defaultOf = (key: ConfigKey): unknown =>
  configSchema.shape[key].safeParse(undefined).data;

export const configKeys = Object.keys(configSchema.shape) as ConfigKey[];
