import { join } from 'node:path';
import type { EnginesReport } from '../../cli/engines/list/report.ts';
import { noNvidiaCard } from '../../models/index.ts';
import { findPlugin } from '../../trainer/engine/xla/findPlugin.ts';
import type { Outcome } from './outcome.ts';

/** What parts go by. */
export interface Setting {
  /** In miniature, on XLA's plugin for the CPU. */
  readonly dry: boolean;
  /** Labelled pictures, in `train` and `test`. */
  readonly data: string;
  /** Folder of what is not kept. */
  readonly work: string;
  /** Folder of the results. */
  readonly out: string;
  /** Seconds until all is to be at its end. */
  left(): number;
  /** Of the parts before this one. */
  readonly outcomes: readonly Outcome[];
}

const root = join(import.meta.dirname, '../..');
/** The commands of selfsame, and of the benchmarks. */
export const cli = join(root, 'cli/main.ts');
export const bench = join(root, 'test/bench/main.ts');

/** Where a part leaves its figures, and where bundles are published. */
export const fileOf = ({ out }: Setting, name: string) => join(out, `${name}.json`);
export const modelsOf = ({ out }: Setting) => join(out, 'models');

const figuresOf = <T>({ outcomes }: Setting, name: string) =>
  outcomes.find((outcome) => outcome.name === name)?.figures as T | undefined;

/** Why an engine or a device does not work here, as `selfsame engines` found; undefined if unknown. */
export function whyNot(
  setting: Setting,
  kind: 'engines' | 'devices',
  name: string,
): string | undefined {
  const tried = figuresOf<EnginesReport>(setting, 'engines')?.[kind];
  const found = tried?.find((one) => one.name === name);
  return found?.usable === false ? found.why : undefined;
}

/** Why XLA cannot be tried; what its self-test says is no reason, but something to be looked at. */
export function withoutXla(): string | undefined {
  if (findPlugin() === undefined) return "XLA's plugin was not found.";
  return process.env.SELFSAME_PJRT_PLUGIN ? undefined : noNvidiaCard();
}

/** Mixed precision where it was found to compute the same. */
export const precisionOf = (setting: Setting): 'mixed' | 'float32' =>
  setting.outcomes.some(({ name, state }) => name === 'losses-mixed' && state === 'done')
    ? 'mixed'
    : 'float32';
