import type { InputSpec } from '@selfsame/models/onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { Part, StepFunction } from '../../step.ts';
import type { Tensors } from '../../tensors.ts';
import type { BatchArrays } from '../engine.ts';

/** What a packed step takes for all its numbers, and returns for all its metrics. */
const [floats, metrics] = ['floats', 'metrics'] as const;

/** A step whose small inputs and outputs are one array each: what moves has a price a piece. */
export interface PackedStep extends Part {
  /** Of the inputs, those that are given anew for each step. */
  readonly batchInputs: Readonly<Record<string, InputSpec>>;
  /** Name of the output that holds the metrics, [count], in the order of the step's names. */
  readonly metrics: typeof metrics;
  pack(batch: BatchArrays): BatchArrays;
}

export function packStep(step: StepFunction): PackedStep {
  const entries = Object.entries(step.batchInputs);
  const small = entries.filter(([, { dtype }]) => dtype === 'float32');
  const large = Object.fromEntries(entries.filter(([, { dtype }]) => dtype !== 'float32'));
  const places = placesOf(small);
  const size = small.reduce((sum, [, spec]) => sum + sizeOf(spec), 0);
  const batchInputs = { ...large, [floats]: { dtype: 'float32', shape: [size] } as const };

  return {
    batchInputs,
    metrics,
    inputs: { ...step.variables, ...batchInputs },
    run: ({ [floats]: packed, ...tensors }) =>
      tf.tidy(() => {
        const unpacked: Tensors = Object.fromEntries(
          places.map(({ name, start, spec }) => [
            name,
            tf.reshape(tf.slice(packed!, [start], [sizeOf(spec)]), [...spec.shape]),
          ]),
        );
        const results = step.run({ ...tensors, ...unpacked });
        const numbers = step.metrics.map((name) => tf.reshape(results[name]!, [1]));
        const variables = Object.keys(step.variables).map((name) => [name, results[name]!]);
        return { ...Object.fromEntries(variables), [metrics]: tf.concat(numbers) };
      }),
    pack(batch) {
      const packed = new Float32Array(size);
      for (const { name, start } of places) packed.set(batch[name]!, start);
      const others = Object.keys(large).map((name) => [name, batch[name]!]);
      return { ...Object.fromEntries(others), [floats]: packed };
    },
  };
}

/** Where each input begins in the array of all of them. */
function placesOf(specs: readonly (readonly [string, InputSpec])[]) {
  let start = 0;
  return specs.map(([name, spec]) => {
    const place = { name, start, spec };
    start += sizeOf(spec);
    return place;
  });
}

const sizeOf = ({ shape }: InputSpec) => shape.reduce((product, n) => product * n, 1);
