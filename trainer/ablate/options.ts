import { join } from 'node:path';
import { type Command, ConfigError, callOf, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { presetOf, withoutConflicts } from '../config/load.ts';
import { type Config, configSchema } from '../config/schema.ts';
import { type StudyName, studies } from './studies.ts';

const names = Object.keys(studies) as StudyName[];
const count = z.number().int().min(1);

const schema = z.strictObject({
  studies: z
    .string()
    .default(names.join(','))
    .refine((text) => text.split(',').every((name) => name in studies), {
      error: `takes ${names.join(', ')}, with commas between them`,
    }),
  seeds: count.default(3),
  steps: count.default(500),
  minutes: z.number().positive().optional(),
  limit: count.optional(),
  runs: z.string().min(1).default('runs/ablations'),
  report: z.string().endsWith('.md').optional(),
});

/** Of the training settings; `--config` takes the others. */
const trainingKeys = ['data', 'preset', 'cache', 'engine', 'threads'];

const call = callOf('ablate');

export const help = `Re-runs, small, what Barlow Twins is known for, and writes tables and plots of it beside the published
figures. Runs that are finished are kept and not done again; one that was stopped goes on. Started
again beside itself, with one thread each, it shares the work.

  ${call} --data <labelled folder> [flags]

  --data     a folder with one folder of pictures for each class; or with such folders in 'train', of
             which alone it takes pictures then. A fifth of each class is held out to measure with
  --studies  some of ${names.join(',')} (default: all)
  --steps    budget of a run: steps with the preset's batch; with another batch a run takes as many
             as see the same number of pictures (default 500)
  --minutes  budget of this command: what is not finished then is left for the next time
  --seeds    runs of each kind (default 3)
  --limit    use at most so many pictures
  --preset   settings to start from, as of selfsame train (default small)
  --config   JSON file of settings over the preset's
  --engine   what runs the steps, as of selfsame train (default cpu); --threads, --cache as well
  --runs     folder of the runs (default runs/ablations)
  --report   file to write; plots go into a folder beside it (default report.md in --runs)`;

export interface AblateOptions extends Omit<z.infer<typeof schema>, 'studies' | 'report'> {
  readonly studies: readonly StudyName[];
  /** File to write. */
  readonly report: string;
  /** The settings that all runs start from. */
  readonly base: Config;
}

const command: Command<typeof configSchema, typeof schema> = {
  call,
  settings: configSchema,
  flags: trainingKeys,
  extra: schema,
  file: true,
};

/** @returns null where help was asked for. @throws {ConfigError} listing every problem */
export function readOptions(args: readonly string[]): AblateOptions | null {
  const start = { preset: 'small', name: 'ablation' };
  const below = (given: object) => ({ ...presetOf({ ...start, ...given }), ...start });
  const told = readCommand(command, args, { below });
  if (told === null) return null;
  const base = withoutConflicts(told.settings, told);
  if (base.loss !== 'barlow' || base.asymmetry !== undefined) {
    throw new ConfigError(['the studies start from loss barlow without asymmetry'], call);
  }
  const { runs, report = join(runs, 'report.md') } = told.extra;
  const chosen = told.extra.studies.split(',') as StudyName[];
  return { ...told.extra, report, studies: [...new Set(chosen)], base };
}
