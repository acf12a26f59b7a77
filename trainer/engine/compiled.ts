import type { Arrays } from '../arrays.ts';
import type { StepFunction } from '../step.ts';
import { type DeviceOptions, release } from './device.ts';
import { type Engine, oneByOne } from './engine.ts';
import { createFetch } from './fetch.ts';
import { createProgram } from './program.ts';
import { metricsOf, numberOf, tensorsOf } from './tensors.ts';

/**
 * Traces the step once and runs it as an ONNX graph with onnxruntime. Between steps the variables
 * stay where the graph runs.
 * @throws {EngineUnavailableError}
 */
export async function createCompiledEngine(
  step: StepFunction,
  initial: Arrays,
  options: DeviceOptions,
): Promise<Engine> {
  const isVariable = (name: string) => name in step.variables;
  const whole = { inputs: { ...step.batchInputs, ...step.variables }, run: step.run };
  const program = await createProgram(whole, options, isVariable);
  const fetch = await createFetch(step.variables, options);
  let variables = tensorsOf(step.variables, initial);
  return {
    ...oneByOne(async (batch) => {
      const results = await program.run({ ...variables, ...tensorsOf(step.batchInputs, batch) });
      release(Object.values(variables));
      variables = Object.fromEntries(Object.entries(results).filter(([name]) => isVariable(name)));
      return metricsOf(step, (name) => numberOf(results[name]!));
    }),
    read: () => fetch.read(variables),
    async close() {
      release(Object.values(variables));
      await fetch.close();
      await program.close();
    },
  };
}
