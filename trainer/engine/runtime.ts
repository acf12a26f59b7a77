import type { InputSpec } from '@selfsame/models/onnx';
import type { Arrays } from '../arrays.ts';
import type { Part } from '../step.ts';
import type { BatchArrays } from './engine.ts';

export type Specs = Readonly<Record<string, InputSpec>>;

/** A traced function, ready to run; `T` is what its runtime has for tensors. */
export interface Program<T> {
  /** Takes what it needs of the tensors, by the names of the function's inputs. */
  run(tensors: Readonly<Record<string, T>>): Promise<Record<string, T>>;
  close(): Promise<void>;
}

/** What runs traced functions, and holds their tensors between runs. */
export interface Runtime<T> {
  /**
   * Traces a function and loads it.
   * @param stays whether an output is to be fed to a later run, and not read
   * @throws {EngineUnavailableError}
   */
  load(part: Part, stays: (output: string) => boolean): Promise<Program<T>>;
  /** Arrays as tensors of the shapes and types that a function takes. */
  tensorsOf(specs: Specs, arrays: BatchArrays): Record<string, T>;
  /** The numbers of a tensor that did not stay. */
  valuesOf(tensor: T): Float32Array;
  /** Copies tensors that stayed. */
  reader(specs: Specs): Promise<Reader<T>>;
  /** Frees their memory. */
  release(tensors: Iterable<T>): void;
}

export interface Reader<T> {
  read(tensors: Readonly<Record<string, T>>): Promise<Arrays>;
  close(): Promise<void>;
}
