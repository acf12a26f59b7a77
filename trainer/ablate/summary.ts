import type { ArmResults } from './arm.ts';
import { readResult } from './result.ts';
import type { Run } from './runs.ts';

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
