import { formatTable } from '../../../models/index.ts';
import { type Measured, type SearchFigures, target } from './figures.ts';

export function tableOf({ built, measured, more, missing }: SearchFigures): string {
  const header = [
    '',
    'setting',
    'recall@10',
    '1 client',
    'p99 ms',
    '16 clients',
    'p99 ms',
    'behind',
  ];
  const rows = measured.map((one) => rowOf(one, built[one.name]!.knob));
  const builds = Object.entries(built).map(([name, one]) => [
    name,
    one.buildSeconds.toFixed(1),
    one.indexMiB.toFixed(0),
    one.databaseMiB === 0 ? '' : one.databaseMiB.toFixed(0),
  ]);
  const further = Object.entries(more).map(([name, values]) => {
    const told = Object.entries(values).map(([what, value]) => `${what} ${value.toFixed(2)}`);
    return `${name}: ${told.join(', ')}`;
  });
  return [
    formatTable([header, ...rows]),
    `queries a second, medians of rounds in turns; of each peer the quickest setting with recall@10 of ${target} or more; behind: our default's rate over it, with 1 and with 16 clients`,
    formatTable([['', 'build s', 'memory MiB', 'the database MiB'], ...builds]),
    ...further,
    ...Object.entries(missing).map(([name, why]) => `${name} could not be measured: ${why}`),
  ].join('\n');
}

function rowOf({ name, point, rates, behindOurs }: Measured, knob: string): string[] {
  const { setting, recall } = point;
  return [
    ...[name, setting < 0 ? 'default' : `${knob} ${setting}`, recall.toFixed(4)],
    ...rates.flatMap(({ perSecond, p99 }) => [perSecond.toFixed(0), p99.toFixed(2)]),
    behindOurs.map((ratio) => ratio.toFixed(2)).join(' '),
  ];
}
