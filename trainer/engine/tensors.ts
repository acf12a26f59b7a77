import type { Metrics } from '../step.ts';
import { metricNames } from '../step.ts';
import type { BatchArrays } from './engine.ts';
import type { InputSpec } from './onnx/types.ts';
import { Tensor } from './onnxruntime.ts';

/** Arrays as tensors of the shapes and types that a graph takes. */
export function tensorsOf(
  specs: Readonly<Record<string, InputSpec>>,
  arrays: BatchArrays,
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { dtype, shape }]) => [
      name,
      new Tensor(dtype as 'float32', arrays[name] as Float32Array, shape),
    ]),
  );
}

export function metricsOf(results: Readonly<Record<string, Tensor>>): Metrics {
  return Object.fromEntries(
    metricNames.map((name) => [name, (results[name]!.data as Float32Array)[0]!]),
  ) as Metrics;
}
