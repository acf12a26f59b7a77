import type { Figures } from '../../bench/train/settings.ts';
import type { Part } from '../part.ts';
import { bench, fileOf, precisionOf, whyNot, withoutXla } from '../setting.ts';

type TrainFigures = Readonly<Record<string, Readonly<Record<string, Figures>>>>;

const real = {
  small: { encoder: 'small', batch: 256, size: 32, steps: 100 },
  resnet18: { encoder: 'resnet18', batch: 256, size: 32, steps: 60 },
  resnet50: { encoder: 'resnet50', batch: 128, size: 224, steps: 24 },
};
/** Seconds: ours, PyTorch, and PyTorch in search of its batch, each with its start and compiling. */
const limits = { small: 110, resnet18: 130, resnet50: 190 };
/** Of networks that the processor compiles and runs in seconds. */
const miniature = {
  small: { encoder: 'small', batch: 8, size: 16, steps: 2 },
  resnet18: { encoder: 'resnet20', batch: 4, size: 16, steps: 2 },
  // Of another stem, with the larger pictures.
  resnet50: { encoder: 'small', batch: 4, size: 72, steps: 2 },
};
/** Seconds in which PyTorch looks for its best batch. */
const search = 20;

/** `bench train` of XLA beside PyTorch as its users run it on a card. */
export function train(network: keyof typeof real): Part {
  const name = `train-${network}`;
  return {
    name,
    limit: limits[network],
    skip: withoutXla,
    command(setting) {
      const { dry } = setting;
      const { encoder, batch, size, steps } = (dry ? miniature : real)[network];
      return [
        ...[bench, 'train', '--engine', 'xla', '--precision', precisionOf(setting)],
        ...['--encoders', encoder, '--batch', `${batch}`, '--size', `${size}`],
        ...['--steps', `${steps}`, '--rounds', '1', '--projector-width', dry ? '32' : '512'],
        ...['--peer-device', dry ? 'cpu' : 'cuda', '--peer-precision', 'mixed'],
        ...['--peer-layouts', 'channels-last', '--peer-search', `${dry ? 0.1 : search}`],
        ...['--json', fileOf(setting, name)],
      ];
    },
    read: ({ figures }: { figures: TrainFigures }) =>
      Object.values(figures).flatMap((measured) => [
        ...linesOf(measured),
        ...(Object.keys(measured).length > 1 ? [] : ['PyTorch: skipped, python3 has none']),
      ]),
  };
}

/** `bench train` of TensorFlow on the card. */
export const tfjs: Part = {
  name: 'tfjs',
  limit: 40,
  skip: (setting) => whyNot(setting, 'engines', engineOf(setting)),
  command: (setting) => [
    ...[bench, 'train', '--engine', engineOf(setting), '--peer', 'none', '--encoders', 'small'],
    ...['--batch', setting.dry ? '8' : '256', '--size', setting.dry ? '16' : '32'],
    ...['--steps', setting.dry ? '2' : '20', '--rounds', '1', '--json', fileOf(setting, 'tfjs')],
  ],
  read: ({ figures }: { figures: TrainFigures }) => Object.values(figures).flatMap(linesOf),
};

const engineOf = ({ dry }: { readonly dry: boolean }) => (dry ? 'tfjs-cpu' : 'tfjs-gpu');

function linesOf({ selfsame: own, ...peers }: Readonly<Record<string, Figures>>): string[] {
  const rows = Object.entries(peers).map(([peer, figures]) => {
    const ratio = (own!.imagesPerSecond / figures.imagesPerSecond).toFixed(2);
    return `${peer} ${figures.version}: ${textOf(figures)}; ours is ${ratio}x`;
  });
  return [`ours: ${textOf(own!)}`, ...rows];
}

function textOf({ imagesPerSecond, batch, waiting, peakBytes }: Figures): string {
  const step = ((1000 * batch) / imagesPerSecond).toFixed(1);
  const [idle, memory] = [(100 * waiting).toFixed(1), (peakBytes / 2 ** 20).toFixed(0)];
  return `${imagesPerSecond.toFixed(0)} images/s, ${step} ms a step of ${batch}, ${idle} % waiting for data, ${memory} MiB`;
}
