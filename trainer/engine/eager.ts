import * as tf from '@tensorflow/tfjs-core';
import type { Arrays } from '../arrays.ts';
import type { StepFunction } from '../step.ts';
import { type BatchArrays, type Engine, oneByOne } from './engine.ts';
import { metricsOf } from './tensors.ts';

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
      const results = step.run({ ...variables, ...given });
      tf.dispose([variables, given]);
      const metrics = metricsOf(step, (name) => results[name]!.dataSync()[0]!);
      const isVariable = (name: string) => name in step.variables;
      tf.dispose(Object.entries(results).flatMap(([name, t]) => (isVariable(name) ? [] : t)));
      variables = Object.fromEntries(Object.entries(results).filter(([name]) => isVariable(name)));
      return metrics;
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
