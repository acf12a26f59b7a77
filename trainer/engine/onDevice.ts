import type { Arrays } from '../arrays.ts';
import type { StepFunction } from '../step.ts';
import { createAccumulatingEngine } from './accumulating.ts';
import { createCompiledEngine } from './compiled.ts';
import type { Device } from './device.ts';
import type { Engine } from './engine.ts';
import { assertHalf } from './halfProbe.ts';
import { ortRuntime } from './ortRuntime.ts';
import { createScannedEngine } from './scanned.ts';

/**
 * Starts the engine that suits the step and the device.
 * @throws {EngineUnavailableError | PrecisionUnavailableError}
 */
export async function createOnDevice(
  device: Device,
  threads: number,
  step: StepFunction,
  variables: Arrays,
): Promise<Engine> {
  const options = { device, threads, half: step.mixedPrecision === 'float16' };
  if (options.half) await assertHalf(options);
  if (step.parts) return createAccumulatingEngine(step, step.parts, variables, ortRuntime(options));
  return device.keepsResults
    ? createCompiledEngine(step, variables, options)
    : createScannedEngine(step, variables, options);
}
