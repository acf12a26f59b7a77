import type { Arrays } from '../arrays.ts';
import type { StepFunction } from '../step.ts';
import type { DeviceOptions } from './device.ts';
import { type Engine, oneByOne } from './engine.ts';
import { ortRuntime } from './ortRuntime.ts';
import { metricsOf, numberOf } from './tensors.ts';

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
  const { load, tensorsOf, reader, release } = ortRuntime(options);
  const isVariable = (name: string) => name in step.variables;
  const whole = { inputs: { ...step.batchInputs, ...step.variables }, run: step.run };
  const program = await load(whole, isVariable);
  const fetch = await reader(step.variables);
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
