import type { Config, Settings } from '../config/schema.ts';
import type { Look } from './look.ts';
import type { Start } from './start.ts';

/** What settings are chosen by. */
export interface Facts {
  readonly look: Look;
  /** Pictures that are trained on, those that are kept to measure by left out. */
  readonly trained: number;
  /** The shipped encoder, where the run may start from it. */
  readonly start: Start | undefined;
  /** Milliseconds that all steps together may take. */
  readonly time: number;
  /** Milliseconds of a step of `reference`, and of `large`, where the machine is fast enough to ask. */
  readonly timed: { readonly reference: number; readonly large?: number };
}

/** What is timed before anything is chosen. */
export const reference = { encoder: 'small', size: 16, source: 32, batch: 128 } as const;
export const large = { encoder: 'resnet18', size: 32, source: 32, batch: 128 } as const;

/** A setting that was chosen, and why. */
export interface Choice {
  readonly key: keyof Config;
  readonly value: string | number;
  /** In the value's place, for people. */
  readonly shown?: string;
  readonly reason: string;
}

export type Chosen = Partial<Settings>;
