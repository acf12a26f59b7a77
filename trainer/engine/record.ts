import type { Arrays } from '../arrays.ts';
import type { HalfType, StepFunction } from '../step.ts';
import type { Engine } from './engine.ts';

/** What there is to know of an engine before it runs, and how to start it. */
export interface EngineRecord<Name extends string = string> {
  /** What `--engine` takes. */
  readonly name: Name;
  /** A few words, for the help. */
  readonly about: string;
  /** What to do where it cannot be used. */
  readonly remedy: string;
  /** Whether `auto` tries it. */
  readonly auto: boolean;
  /** Whether it can take a batch in parts (`--micro-batch`). */
  readonly microBatches: boolean;
  /** What convolutions can compute in besides float32 (`--precision mixed`); undefined: nothing. */
  readonly mixedPrecision?: HalfType;
  /** Whether it can share a batch out between several devices (`--devices`). */
  readonly severalDevices?: true;
  /**
   * Starts it, and never another one in its place. What it runs with is imported here and not by the
   * record, which every command reads for its settings.
   * @param threads of one operator on the CPU; 0: one per core
   * @param devices that share each batch (default: 1)
   * @throws {EngineUnavailableError | PrecisionUnavailableError}
   */
  create(threads: number, step: StepFunction, variables: Arrays, devices?: number): Promise<Engine>;
}
