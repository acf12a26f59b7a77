import { type Metrics, metricNames, type StepFunction } from '../step.ts';
import { cpuTarget } from './cpuTarget.ts';
import { createSession, type DeviceOptions, release } from './device.ts';
import type { Arrays, BatchArrays, Engine } from './engine.ts';
import { createFetch } from './fetch.ts';
import { Tensor } from './onnxruntime.ts';
import { portable } from './trace/target.ts';
import { trace } from './trace/trace.ts';

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
  const names = Object.keys(step.variables);
  const target = options.device === 'cpu' ? await cpuTarget() : portable;
  const model = trace(
    (inputs) => renameVariables(step, step.run(inputs)),
    { ...step.batchInputs, ...step.variables },
    target,
  );
  const outputs = [...metricNames, ...names.map(next)];
  const session = await createSession(model, options, outputs, new Set(names.map(next)));
  const fetch = await createFetch(step.variables, options);
  let variables = tensorsOf(step.variables, initial);
  return {
    async step(batch) {
      const given = tensorsOf(step.batchInputs, batch);
      const results = await session.run({ ...variables, ...given });
      release(Object.values(variables));
      variables = Object.fromEntries(names.map((name) => [name, results[next(name)] as Tensor]));
      return Object.fromEntries(
        metricNames.map((name) => [name, (results[name]!.data as Float32Array)[0]!]),
      ) as Metrics;
    },
    read: () => fetch.read(variables),
    async close() {
      release(Object.values(variables));
      await fetch.close();
      await session.release();
    },
  };
}

/** In a graph, a variable's new value needs a name of its own. */
const next = (name: string) => `next/${name}`;

function renameVariables<T>(step: StepFunction, outputs: Record<string, T>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name in step.variables ? next(name) : name,
      value,
    ]),
  );
}

function tensorsOf(specs: StepFunction['variables'], arrays: BatchArrays): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { dtype, shape }]) => [
      name,
      new Tensor(dtype as 'float32', arrays[name] as Float32Array, shape),
    ]),
  );
}
