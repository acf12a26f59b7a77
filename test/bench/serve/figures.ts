import type { BareFigures } from './bare.ts';
import type { LoadFigures } from './load.ts';
import type { Stages } from './stages.ts';

/** One server under one load; medians over the rounds. */
export interface Loaded extends LoadFigures {
  /** 99th percentile of GET /healthz meanwhile, in milliseconds. */
  readonly health: number;
}

export interface AtClients {
  readonly clients: number;
  readonly ours: Loaded;
  readonly peer: Loaded;
  /** Medians of the rounds' ratios of pictures per second. */
  readonly toPeer: number;
  readonly toBare: number;
  readonly stages: Stages;
}

export interface ServeFigures {
  readonly encoder: string;
  readonly peer: string;
  readonly bare: BareFigures;
  readonly one: readonly AtClients[];
  /** Eight clients that send several pictures in one request. */
  readonly together: { readonly pictures: number; readonly ours: Loaded; readonly toBare: number };
}
