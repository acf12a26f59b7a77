import type { Arrays } from '../arrays.ts';
import type { Metrics } from '../step.ts';

/** A step's inputs. Where an engine holds the pictures, `pixels` may be their indices, int32 [N]. */
export type BatchArrays = Record<string, Float32Array | Uint8Array | Int32Array>;

/** A data set's decoded pictures. */
export interface Pictures {
  readonly count: number;
  /** Of one picture. */
  readonly bytes: number;
  /** @param into to be filled; @throws {CacheDamagedError} */
  read(indices: ArrayLike<number>, into: Uint8Array): void;
}

/** Whether an engine holds the pictures, and a sentence on that. */
export interface Held {
  readonly held: boolean;
  readonly text: string;
}

/** Runs training steps and holds the variables (weights, optimiser state, statistics) between them. */
export interface Engine {
  /** How many steps one call of `steps` gains from: more of them share what a call costs. */
  readonly atOnce: number;
  /** Runs one step on each batch, one after the other, and keeps the new variables. */
  steps(batches: readonly BatchArrays[]): Promise<Metrics[]>;
  /**
   * Takes a data set's pictures into the device's memory, if there is room beside what the steps so
   * far have needed: from then on, batches may have indices in their place.
   * @throws {CacheDamagedError}
   */
  hold?(pictures: Pictures): Promise<Held>;
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
