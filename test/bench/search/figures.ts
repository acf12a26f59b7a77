import type { Built, Point, Rate } from './contender.ts';

export const ours = 'selfsame';
/** Ours with its index in a database. */
export const ourPostgres = 'selfsame, PostgreSQL';
/** Recall at which contenders are compared. */
export const target = 0.99;

/** One contender at one setting: medians over the rounds. */
export interface Measured {
  readonly name: string;
  readonly point: Point;
  /** With 1 and with 16 clients. */
  readonly rates: readonly [Rate, Rate];
  /** Medians of the rounds' ratios: our rate by default to this one's. */
  readonly behindOurs: readonly [number, number];
}

export interface SearchFigures {
  readonly built: Readonly<Record<string, Built>>;
  readonly measured: readonly Measured[];
  /** Ours over HTTP and its start; of a database what it takes. */
  readonly more: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Why a peer was not measured. */
  readonly missing: Readonly<Record<string, string>>;
}
