import type { Arrays } from '../arrays.ts';
import type { StepFunction } from '../step.ts';
import type { Engine } from './engine.ts';
import { type EngineName, engineNamed } from './engines.ts';

/**
 * Starts an engine, and never another one in its place.
 * @param threads of one operator on the CPU; 0: one per core
 * @param devices that share each batch (default: 1)
 * @throws {EngineUnavailableError | PrecisionUnavailableError}
 */
export async function createEngine(
  name: EngineName,
  threads: number,
  step: StepFunction,
  variables: Arrays,
  devices?: number,
): Promise<Engine> {
  return engineNamed(name).create(threads, step, variables, devices);
}
