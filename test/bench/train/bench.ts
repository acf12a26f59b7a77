import { parseArgs } from 'node:util';
import { formatTable } from '../../../models/index.ts';
import { encoders } from '../../../trainer/nn/encoders.ts';
import type { Benchmark } from '../benchmark.ts';
import {
  type Contender,
  findPython,
  ours,
  type Peer,
  type Precision,
  peerStep,
  peers,
} from './contenders.ts';
import type { Figures, Settings } from './settings.ts';

/** Pictures per step: what each network's users train with on such a machine. */
const batches: Record<string, number> = { small: 128, resnet20: 128, resnet18: 32 };

const layouts = { nchw: 'NCHW', 'channels-last': 'channels-last' } as const;

const options = {
  encoders: { type: 'string', default: 'small,resnet20,resnet18' },
  batch: { type: 'string' },
  size: { type: 'string', default: '32' },
  'projector-width': { type: 'string', default: '512' },
  engine: { type: 'string', default: 'cpu' },
  precision: { type: 'string', default: 'float32' },
  threads: { type: 'string', default: '2' },
  rounds: { type: 'string', default: '3' },
  steps: { type: 'string', default: '10' },
  peer: { type: 'string', default: 'pytorch' },
  'peer-device': { type: 'string', default: 'cpu' },
  'peer-precision': { type: 'string', default: 'float32' },
  'peer-layouts': { type: 'string', default: 'nchw,channels-last' },
  'peer-search': { type: 'string' },
  python: { type: 'string', default: 'python3,/usr/bin/python3' },
} as const;

/**
 * Pictures per second of the whole training step, augmentation included, beside PyTorch or JAX.
 * The contenders take turns in every round, so that what else the machine does meets all of them; a
 * contender's figure is the median of its rounds.
 */
export const train: Benchmark = async (args) => {
  const { values } = parseArgs({ args: [...args], options });
  const beside: [string, Contender][] = [];
  for (const name of values.peer.split(',').filter((name) => name !== 'none')) {
    const peer: Peer | undefined = peers[name as keyof typeof peers];
    if (!peer) throw new Error(`there is no peer '${name}'`);
    const python = await findPython(values.python.split(','), peer);
    if (!python) console.error(`${peer.title} was not found (${values.python})`);
    if (!python) continue;
    const common = {
      device: values['peer-device'] as 'cpu' | 'cuda',
      precision: values['peer-precision'] as Precision,
    };
    for (const layout of values['peer-layouts'].split(',') as (keyof typeof layouts)[]) {
      const title = `${peer.title} ${layouts[layout]}`;
      beside.push([title, peerStep(python, peer, { layout, ...common })]);
      const search = Number(values['peer-search'] ?? 0);
      if (search === 0) continue;
      beside.push([`${title}, best batch`, peerStep(python, peer, { layout, ...common, search })]);
    }
  }
  const own = ours(values.engine, values.precision as Precision);
  const contenders: [string, Contender][] = [['selfsame', own], ...beside];

  const figures: Record<string, Record<string, Figures>> = {};
  for (const encoder of values.encoders.split(',')) {
    if (!(encoder in encoders)) throw new Error(`there is no encoder '${encoder}'`);
    figures[encoder] = await compare(contenders, Number(values.rounds), {
      encoder,
      batch: Number(values.batch ?? batches[encoder] ?? 64),
      size: Number(values.size),
      projectorWidth: Number(values['projector-width']),
      projectorDepth: 3,
      lambda: 0.005,
      threads: Number(values.threads),
      steps: Number(values.steps),
      warmup: 2,
      augment: 'cifar',
      source: Number(values.size),
    });
  }
  return { table: tableOf(figures), figures };
};

async function compare(
  contenders: readonly (readonly [string, Contender])[],
  rounds: number,
  settings: Settings,
): Promise<Record<string, Figures>> {
  const measured = new Map<string, Figures[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, contender] of contenders) {
      const figures = await contender(settings);
      measured.set(name, [...(measured.get(name) ?? []), figures]);
      const rate = figures.imagesPerSecond.toFixed(1);
      console.error(`${settings.encoder} ${round + 1}/${rounds} ${name}: ${rate} images/s`);
    }
  }
  return Object.fromEntries([...measured].map(([name, rows]) => [name, median(rows)]));
}

function median(rows: readonly Figures[]): Figures {
  const sorted = [...rows].sort((a, b) => a.imagesPerSecond - b.imagesPerSecond);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function tableOf(figures: Readonly<Record<string, Record<string, Figures>>>): string {
  const rows = Object.entries(figures).flatMap(([encoder, measured]) => {
    const own = measured.selfsame!;
    return Object.entries(measured).map(([name, figures]) => [
      ...[encoder, name, figures.version, `${figures.batch}`],
      figures.imagesPerSecond.toFixed(1),
      `${(own.imagesPerSecond / figures.imagesPerSecond).toFixed(2)}x`,
      ((1000 * figures.batch) / figures.imagesPerSecond).toFixed(1),
      (100 * figures.waiting).toFixed(1),
      (figures.peakBytes / 2 ** 20).toFixed(0),
    ]);
  });
  const columns = ['encoder', '', 'version', 'batch', 'images/s', 'selfsame is'];
  return formatTable([[...columns, 'ms a step', '% waiting', 'peak MiB'], ...rows]);
}
