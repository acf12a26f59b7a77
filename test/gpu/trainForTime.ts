import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MetricsLine } from '../../trainer/run/metricsFile.ts';
import { cli } from './setting.ts';

/** What this program is told, as one JSON argument. */
export interface RunSettings {
  readonly dry: boolean;
  /** Pictures to train on. */
  readonly data: string;
  readonly work: string;
  readonly out: string;
  /** Name of the bundle, and folder to publish it in. */
  readonly model: string;
  readonly models: string;
  readonly precision: 'float32' | 'mixed';
  /** Of the run, its start and its bundle among it. */
  readonly seconds: number;
  /** To write the figures to. */
  readonly file: string;
}

export interface RunFigures {
  readonly precision: string;
  readonly epochs: number;
  readonly steps: number;
  /** Images per second, the median of the steps. */
  readonly rate: number;
  /** Share of the steps' time in which they waited for pictures, likewise. */
  readonly waiting: number;
  /** Of the whole run, with its start and the publishing of its bundle. */
  readonly seconds: number;
}

/**
 * More than a card does in the time, which ends the run: its learning rate falls as soon as its pace
 * is known. What is left undone is no loss then, and no start of XLA goes into measuring beforehand.
 */
const mostEpochs = 400;

const { dry, data, work, out, model, models, precision, seconds, file } = JSON.parse(
  process.argv[2]!,
) as RunSettings;

const folder = join(work, 'run');
const flags = {
  ...{ data, run: folder, models, cache: join(work, 'cache'), name: model },
  ...{ preset: 'cifar', engine: 'xla', precision, minutes: seconds / 60 },
  // Few epochs have a shorter rise than the preset's.
  ...{ epochs: dry ? 1 : mostEpochs, 'warmup-epochs': dry ? 0.1 : 3, 'checkpoint-every': 2000 },
  // What came of it is to be seen, whatever it is.
  publish: 'anyway',
  ...(dry && {
    encoder: 'small',
    batch: 16,
    size: 16,
    'projector-width': 32,
    'on-failure': 'tell',
  }),
};
const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, `${value}`]);
const began = performance.now();
const { status } = spawnSync(process.execPath, [cli, 'train', ...args], { stdio: 'inherit' });
for (const name of ['report.html', 'metrics.jsonl', 'config.json']) {
  if (existsSync(join(folder, name))) cpSync(join(folder, name), join(out, `run-${name}`));
}
if (status !== 0) process.exit(status ?? 1);
const took = (performance.now() - began) / 1000;
const lines = readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trim().split('\n');
const steps = lines.map((line) => JSON.parse(line) as MetricsLine);
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
const figures: RunFigures = {
  ...{ precision, epochs: steps.at(-1)!.epoch + 1, steps: steps.length },
  rate: median(steps.map(({ imagesPerSecond }) => imagesPerSecond)),
  waiting: median(steps.map(({ waiting }) => waiting)),
  seconds: took,
};
writeFileSync(file, JSON.stringify(figures));
