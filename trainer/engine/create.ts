import type { Arrays } from '../arrays.ts';
import type { EngineName } from '../engineNames.ts';
import type { StepFunction } from '../step.ts';
import { createAccumulatingEngine } from './accumulating.ts';
import { createCompiledEngine } from './compiled.ts';
import { createEagerEngine } from './eager.ts';
import type { Engine } from './engine.ts';
import { assertHalf } from './halfProbe.ts';
import { createScannedEngine } from './scanned.ts';
import { loadTfjsGpu } from './tfjsGpu.ts';

/**
 * Starts an engine, and never another one in its place.
 * @param threads of one operator on the CPU; 0: one per core
 * @throws {EngineUnavailableError | PrecisionUnavailableError}
 */
export async function createEngine(
  name: EngineName,
  threads: number,
  step: StepFunction,
  variables: Arrays,
): Promise<Engine> {
  if (name === 'eager') {
    await import('@tensorflow/tfjs-backend-cpu');
    return createEagerEngine(step, variables, 'cpu');
  }
  if (name === 'tfjs-gpu') return createEagerEngine(step, variables, await loadTfjsGpu());
  const options = { device: name, threads, half: step.mixedPrecision };
  if (options.half) await assertHalf(options);
  if (step.parts) return createAccumulatingEngine(step, step.parts, variables, options);
  return name === 'webgpu'
    ? createCompiledEngine(step, variables, options)
    : createScannedEngine(step, variables, options);
}
