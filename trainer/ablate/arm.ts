import type { Settings } from '../config/schema.ts';
import type { Result } from './result.ts';

/** One way to train, of a study. */
export interface Arm {
  /** What it is compared as, e.g. a method. */
  readonly series: string;
  /** Its place on the plot's axis. */
  readonly x: string;
  /** In place of the base's. */
  readonly settings: Partial<Settings>;
}

/** An arm with the results of its runs. */
export interface ArmResults {
  readonly arm: Arm;
  /** The first seed's, the second's, ...; undefined where a run is not finished. */
  readonly bySeed: readonly (Result | undefined)[];
}
