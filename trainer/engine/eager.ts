import * as tf from '@tensorflow/tfjs-core';
import { type Metrics, metricNames, type StepFunction } from '../step.ts';
import { type Arrays, type BatchArrays, type Engine, oneByOne } from './engine.ts';

/**
 * Runs the step operation by operation on a tfjs backend: slow on the CPU, but independent of the
 * tracer, so that tests compare the compiled engine with it.
 * @param backend a registered tfjs backend, for example 'cpu'
 */
export async function createEagerEngine(
  step: StepFunction,
  initial: Arrays,
  backend: string,
): Promise<Engine> {
  await tf.setBackend(backend);
  let variables = tensors(step.variables, initial);
  return {
    ...oneByOne(async (batch) => {
      const given = tensors(step.batchInputs, batch);
      const { loss, onDiagonal, offDiagonal, ...next } = step.run({ ...variables, ...given });
      tf.dispose([variables, given]);
      variables = next;
      const metrics = [loss!, onDiagonal!, offDiagonal!];
      const values = metrics.map((metric) => metric.dataSync()[0]!);
      tf.dispose(metrics);
      return Object.fromEntries(metricNames.map((name, i) => [name, values[i]!])) as Metrics;
    }),
    async read() {
      return Object.fromEntries(
        Object.entries(variables).map(([name, tensor]) => [
          name,
          tensor.dataSync<'float32'>().slice(),
        ]),
      );
    },
    async close() {
      tf.dispose(variables);
    },
  };
}

function tensors(specs: StepFunction['variables'], arrays: BatchArrays): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { dtype, shape }]) => {
      const values = arrays[name]!;
      // tfjs has no uint8.
      return [
        name,
        dtype === 'uint8'
          ? tf.tensor(Int32Array.from(values), [...shape], 'int32')
          : tf.tensor(values as Float32Array, [...shape], 'float32'),
      ];
    }),
  );
}
