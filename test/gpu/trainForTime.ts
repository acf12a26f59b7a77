import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cifar } from '../../trainer/presets/cifar.ts';
import { ours } from '../bench/train/contenders.ts';
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
  /** Of the steps. */
  readonly seconds: number;
  /** To write the figures to. */
  readonly file: string;
}

export interface RunFigures {
  readonly precision: string;
  readonly epochs: number;
  /** Pictures in an epoch. */
  readonly trained: number;
  /** Images per second, as measured before the run. */
  readonly rate: number;
  /** Of the whole run, with its start and the publishing of its bundle. */
  readonly seconds: number;
}

/** Of the time, what checkpoints and the report take. */
const spare = 0.08;
/** What a dry run trains in place of the preset's network. */
const miniature = { encoder: 'small', batch: 16, size: 16, projectorWidth: 32 } as const;

const { dry, data, work, out, model, models, precision, seconds, file } = JSON.parse(
  process.argv[2]!,
) as RunSettings;

const common = { ...cifar, ...(dry && miniature), source: dry ? 16 : 32 };
const [steps, warmup] = dry ? [2, 1] : [80, 8];
const measured = await ours('xla', precision)({ ...common, steps, warmup, threads: 0 });
const rate = measured.imagesPerSecond;
const trained = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) =>
  entry.isFile(),
).length;
const epochs = dry ? 1 : Math.max(1, Math.floor(((1 - spare) * seconds * rate) / trained));
console.log(`${rate.toFixed(0)} images/s: ${epochs} epochs in ${seconds.toFixed(0)} s`);

const folder = join(work, 'run');
const flags = {
  ...{ data, run: folder, models, cache: join(work, 'cache'), name: model },
  ...{ preset: 'cifar', engine: 'xla', precision, epochs },
  // Few epochs have a shorter rise than the preset's.
  ...{ 'warmup-epochs': Math.min(10, epochs / 10), 'checkpoint-every': 2000 },
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
const figures: RunFigures = { precision, epochs, trained, rate, seconds: took };
writeFileSync(file, JSON.stringify(figures));
