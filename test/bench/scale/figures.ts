import { formatTable } from '../../../models/index.ts';
import { median } from '../median.ts';

export const kinds = ['searches', 'writes', 'mixed'] as const;
/** `mixed`: each second one is a write. */
export type Kind = (typeof kinds)[number];

/** What the process of the clients is told. */
export interface Load {
  readonly urls: readonly string[];
  readonly kind: Kind;
  /** A file of JSON: vectors to search by and to put in. */
  readonly vectors: string;
  readonly clients: number;
  readonly seconds: number;
  /** What ids begin with, so that those of each run are new. */
  readonly ids: string;
}

/** One measurement. CPU in milliseconds: of a request or, of `idle`, of a second. */
export interface Met {
  readonly kind: Kind | 'idle';
  readonly round: number;
  readonly replicas: number;
  readonly perSecond: number;
  /** The slowest in a hundred, in milliseconds. */
  readonly p99: number;
  readonly servers: number;
  readonly database: number;
}

/** Medians over the rounds, of one kind with one number of replicas. */
export interface ScaleFigures extends Omit<Met, 'round'> {
  readonly together: number;
  /** Of the rounds' ratios of `together` to that with one replica. */
  readonly toOne: number;
}

const together = ({ servers, database }: Met) => servers + database;

export function figuresOf(met: readonly Met[]): ScaleFigures[] {
  const groups = Map.groupBy(met, ({ kind, replicas }) => `${kind} ${replicas}`).values();
  return [...groups].map((some) => {
    const { kind, replicas } = some[0]!;
    const beside = (round: number) =>
      met.find((one) => one.kind === kind && one.round === round && one.replicas === 1)!;
    return {
      kind,
      replicas,
      perSecond: median(some.map((one) => one.perSecond)),
      p99: median(some.map((one) => one.p99)),
      servers: median(some.map((one) => one.servers)),
      database: median(some.map((one) => one.database)),
      together: median(some.map(together)),
      toOne: median(some.map((one) => together(one) / together(beside(one.round)))),
    };
  });
}

export function tableOf(figures: readonly ScaleFigures[]): string {
  const rows = figures.map((one) => {
    const isIdle = one.kind === 'idle';
    return [
      isIdle ? 'idle, a second' : one.kind,
      `${one.replicas}`,
      isIdle ? '' : one.perSecond.toFixed(0),
      isIdle ? '' : one.p99.toFixed(1),
      ...[one.servers, one.database, one.together].map((ms) => ms.toFixed(2)),
      one.toOne.toFixed(2),
    ];
  });
  const header = ['', 'replicas', 'requests/s', 'p99 ms', 'servers ms', 'database ms', 'together'];
  return [
    formatTable([[...header, 'to 1'], ...rows]),
    'milliseconds of a processor that a request took of all servers and of the database; to 1: the median of the rounds’ ratios to one replica',
  ].join('\n');
}
