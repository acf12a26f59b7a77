import type { ServeFigures } from '../../bench/serve/figures.ts';
import type { Part } from '../part.ts';
import { bench, fileOf, whyNot } from '../setting.ts';

/** `bench serve` of a device. */
export function serve(device: 'cuda' | 'webgpu' | 'cpu'): Part {
  const name = `serve-${device}`;
  return {
    name,
    limit: 110,
    skip(setting) {
      if (setting.dry === (device === 'cpu')) return whyNot(setting, 'devices', device);
      return setting.dry ? 'it is for a card.' : 'it is for dry runs.';
    },
    command: (setting) => [
      ...[bench, 'serve', '--device', device, '--peer', 'express', '--rounds', '1'],
      ...(setting.dry
        ? ['--encoders', 'small', '--clients', '1', '--together', '2', '--seconds', '0.1']
        : ['--encoders', 'small,resnet50', '--clients', '1,8,32,128', '--seconds', '1.5']),
      ...['--json', fileOf(setting, name)],
    ],
    read: ({ figures }: { figures: readonly ServeFigures[] }) =>
      figures.map(({ encoder, bare, one, together }) => {
        const rates = one.map(({ clients, ours, toBare, toPeer }) => {
          const ratios = `${toBare.toFixed(2)}x of the bare loop, ${toPeer.toFixed(2)}x of the Express server`;
          return `${clients} clients ${ours.picturesPerSecond.toFixed(0)}/s (${ratios}, p99 ${ours.p99.toFixed(0)} ms)`;
        });
        const several = `${together.pictures} in a request ${together.ours.picturesPerSecond.toFixed(0)}/s`;
        return `${encoder}: ${rates.join('; ')}; ${several}; the bare loop ${bare.picturesPerSecond.toFixed(0)}/s`;
      }),
  };
}
