import type { Config } from '../config/schema.ts';
import type { StepFunction } from '../step.ts';
import { createCompiledEngine } from './compiled.ts';
import { createEagerEngine } from './eager.ts';
import type { Arrays, Engine } from './engine.ts';

/** The engine that the config names. */
export async function createEngine(
  { engine, threads }: Pick<Config, 'engine' | 'threads'>,
  step: StepFunction,
  variables: Arrays,
): Promise<Engine> {
  if (engine !== 'eager') return createCompiledEngine(step, variables, { device: engine, threads });
  await import('@tensorflow/tfjs-backend-cpu');
  return createEagerEngine(step, variables, 'cpu');
}
