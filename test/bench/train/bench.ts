import { parseArgs } from 'node:util';
import { formatTable } from '../../../models/index.ts';
import { engines } from '../../../trainer/engine/engines.ts';
import { encoders } from '../../../trainer/nn/encoders.ts';
import type { Benchmark } from '../benchmark.ts';
import { oneOf, positive, someOf } from '../choices.ts';
import { pythonOf } from '../peers/python.ts';
import {
  type Contender,
  ours,
  type PeerName,
  peerDevices,
  peerStep,
  peers,
  precisions,
} from './contenders.ts';
import type { Figures, Settings } from './settings.ts';

/** Pictures per step: what each network's users train with on such a machine. */
const batches: Record<string, number> = { small: 128, resnet20: 128, resnet18: 32 };

type Sized = 'rounds' | 'size' | 'projector-width' | 'threads' | 'steps';

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
  python: { type: 'string', default: 'python3' },
  'install-peers': { type: 'boolean', default: false },
} as const;

/**
 * Pictures per second of the whole training step, augmentation included, beside PyTorch or JAX.
 * The contenders take turns in every round, so that what else the machine does meets all of them; a
 * contender's figure is the median of its rounds. `--peer pytorch,jax` or `none`: what `--python` has
 * of them, or what `--install-peers` has installed from PyPI.
 */
export const train: Benchmark = async (args) => {
  const { values } = parseArgs({ args: [...args], options });
  const beside: [string, Contender][] = [];
  const common = {
    device: oneOf('peer-device', values['peer-device'], peerDevices),
    precision: oneOf('peer-precision', values['peer-precision'], precisions),
  };
  const precision = oneOf('precision', values.precision, precisions);
  const engine = oneOf(
    'engine',
    values.engine,
    engines.map(({ name }) => name),
  );
  const names = someOf('encoders', values.encoders, Object.keys(encoders));
  const peerLayouts = Object.keys(layouts) as (keyof typeof layouts)[];
  const chosenLayouts = someOf('peer-layouts', values['peer-layouts'], peerLayouts);
  const chosen = values.peer === 'none' ? '' : values.peer;
  for (const name of someOf('peer', chosen, Object.keys(peers) as PeerName[])) {
    const peer = peers[name];
    const python = await pythonOf(name, values['install-peers'], values.python.split(',')).catch(
      ({ message }: Error) => console.error(message),
    );
    // No reason not to measure the others.
    if (!python) continue;
    for (const layout of chosenLayouts) {
      const title = `${peer.title} ${layouts[layout]}`;
      beside.push([title, peerStep(python, peer, { layout, ...common })]);
      if (values['peer-search'] === undefined) continue;
      const search = positive('peer-search', values['peer-search']);
      beside.push([`${title}, best batch`, peerStep(python, peer, { layout, ...common, search })]);
    }
  }
  const own = ours(engine, precision);
  const contenders: [string, Contender][] = [['selfsame', own], ...beside];

  const figures: Record<string, Record<string, Figures>> = {};
  const number = (flag: Sized) => positive(flag, values[flag]);
  for (const encoder of names) {
    figures[encoder] = await compare(contenders, number('rounds'), {
      encoder,
      batch: values.batch ? positive('batch', values.batch) : (batches[encoder] ?? 64),
      size: number('size'),
      projectorWidth: number('projector-width'),
      projectorDepth: 3,
      lambda: 0.005,
      threads: number('threads'),
      steps: number('steps'),
      warmup: 2,
      augment: 'cifar',
      source: number('size'),
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
