import { type Result, readResult } from './result.ts';
import type { Run } from './runs.ts';
import type { Arm } from './study.ts';

/** An arm with the results of its runs. */
export interface ArmResults {
  readonly arm: Arm;
  /** The first seed's, the second's, ...; undefined where a run is not finished. */
  readonly bySeed: readonly (Result | undefined)[];
}

/** Those of the runs that are finished. */
export const finished = ({ bySeed }: ArmResults) => bySeed.filter((result) => result !== undefined);

/** The results so far of one study's runs, which are in the order of their seeds. */
export function collect(runs: readonly Run[]): ArmResults[] {
  const arms = Map.groupBy(runs, ({ arm }) => JSON.stringify([arm.series, arm.x]));
  return [...arms.values()].map((same) => ({
    arm: same[0]!.arm,
    bySeed: same.map(({ config }) => readResult(config.run!)),
  }));
}

export interface Spread {
  readonly mean: number;
  /** Standard deviation, estimated from the values; 0 for a single one. */
  readonly deviation: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / Math.max(1, values.length - 1)) };
}
