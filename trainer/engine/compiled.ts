import { type Metrics, metricNames, type StepFunction } from '../step.ts';
import type { Arrays, Engine } from './engine.ts';
import * as ort from './onnxruntime.ts';
import { trace } from './trace/trace.ts';

export interface CompiledOptions {
  /** Threads of one operator; 0 lets onnxruntime choose. */
  readonly threads: number;
}

/** Traces the step once and runs it as an ONNX graph with onnxruntime. */
export async function createCompiledEngine(
  step: StepFunction,
  initial: Arrays,
  { threads }: CompiledOptions,
): Promise<Engine> {
  const model = trace((inputs) => renameVariables(step, step.run(inputs)), {
    ...step.batchInputs,
    ...step.variables,
  });
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
  });
  let variables = Object.fromEntries(
    Object.entries(step.variables).map(([name, { shape }]) => [
      name,
      new ort.Tensor('float32', initial[name]!, shape),
    ]),
  );
  return {
    async step(batch) {
      const outputs = await session.run({ ...variables, ...batchTensors(step, batch) });
      variables = Object.fromEntries(
        Object.keys(variables).map((name) => [
          name,
          outputs[next(name)] as ort.TypedTensor<'float32'>,
        ]),
      );
      return Object.fromEntries(
        metricNames.map((name) => [name, (outputs[name]!.data as Float32Array)[0]!]),
      ) as Metrics;
    },
    async read() {
      return Object.fromEntries(
        Object.entries(variables).map(([name, tensor]) => [name, tensor.data.slice()]),
      );
    },
    close: () => session.release(),
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

function batchTensors(step: StepFunction, batch: Parameters<Engine['step']>[0]) {
  return Object.fromEntries(
    Object.entries(step.batchInputs).map(([name, { dtype, shape }]) => [
      name,
      new ort.Tensor(dtype as 'float32', batch[name] as Float32Array, shape),
    ]),
  );
}
