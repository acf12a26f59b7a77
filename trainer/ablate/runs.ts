import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { checkConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Arm } from './arm.ts';
import { type StudyName, studies } from './studies.ts';

/** One training run of an arm. */
export interface Run {
  readonly study: StudyName;
  readonly arm: Arm;
  readonly config: Config;
}

export interface RunOptions {
  readonly studies: readonly StudyName[];
  /** Runs of each arm, with the seeds 1, 2, ... */
  readonly seeds: number;
  /** Of a run with the base's batch; other batches take as many as see the same number of pictures. */
  readonly steps: number;
  /** Folder for the runs' own. */
  readonly folder: string;
  /** Digest of the pictures. */
  readonly dataset: string;
}

/**
 * All runs, in the order to do them: of every arm the first seed, then of every arm the second, so
 * that what is done when time is up is as even as can be. Arms with the same settings share a folder.
 * @param base settings of every arm; its warm-up is a share of the steps, which are few
 */
export function listRuns(base: Config, options: RunOptions): Run[] {
  return Array.from({ length: options.seeds }, (_, i) => i + 1).flatMap((seed) =>
    options.studies.flatMap((study) =>
      studies[study].arms(base).map((arm): Run => {
        const { batch = base.batch } = arm.settings;
        const settings = checkConfig({
          ...base,
          warmupEpochs: undefined,
          ...arm.settings,
          // A collapse is a finding.
          onFailure: 'tell',
          minutes: undefined,
          ...{ seed, steps: Math.max(1, Math.round((options.steps * base.batch) / batch)) },
        });
        const folder = `${keyOf(settings, options.dataset)}-${seed}`;
        return { study, arm, config: { ...settings, run: join(options.folder, folder) } };
      }),
    ),
  );
}

/** What a run's figures follow from, as a short name. */
function keyOf(config: Config, dataset: string): string {
  const { data, hidden, cache, run, models, threads, preset, seed, minutes, ...others } = config;
  const { checkpointEvery, onFailure, ...rest } = others;
  const settings = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([dataset, settings]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
