import type { Metrics } from '../step.ts';

export type Arrays = Record<string, Float32Array>;
export type BatchArrays = Record<string, Float32Array | Uint8Array>;

/** Runs training steps and holds the variables (weights, optimiser state, statistics) between them. */
export interface Engine {
  /** Runs one step on a batch and keeps the new variables. */
  step(batch: BatchArrays): Promise<Metrics>;
  /** Copies the variables out, for a checkpoint or an export. */
  read(): Promise<Arrays>;
  close(): Promise<void>;
}
