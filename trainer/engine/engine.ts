import type { Arrays } from '../arrays.ts';
import type { Metrics } from '../step.ts';

export type BatchArrays = Record<string, Float32Array | Uint8Array>;

/** Runs training steps and holds the variables (weights, optimiser state, statistics) between them. */
export interface Engine {
  /** How many steps one call of `steps` gains from: more of them share what a call costs. */
  readonly atOnce: number;
  /** Runs one step on each batch, one after the other, and keeps the new variables. */
  steps(batches: readonly BatchArrays[]): Promise<Metrics[]>;
  /** Copies the variables out, for a checkpoint or an export. */
  read(): Promise<Arrays>;
  /** Peak of the device's memory that was in use, in bytes, where the runtime counts it. */
  peakBytes?(): number | undefined;
  close(): Promise<void>;
}

/** Steps for an engine that does one at a time. */
export function oneByOne(
  step: (batch: BatchArrays) => Promise<Metrics>,
): Pick<Engine, 'atOnce' | 'steps'> {
  return {
    atOnce: 1,
    async steps(batches) {
      const metrics: Metrics[] = [];
      for (const batch of batches) metrics.push(await step(batch));
      return metrics;
    },
  };
}

/** One step. */
export async function stepOn(engine: Engine, batch: BatchArrays): Promise<Metrics> {
  const [metrics] = await engine.steps([batch]);
  return metrics!;
}
