import type { InputSpec } from '@selfsame/models/onnx';
import type { Metrics, StepFunction } from '../step.ts';
import type { BatchArrays } from './engine.ts';
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

/** A step's metrics, by their names. */
export function metricsOf(
  { metrics }: Pick<StepFunction, 'metrics'>,
  numberAt: (name: string) => number,
): Metrics {
  return Object.fromEntries(metrics.map((name) => [name, numberAt(name)])) as Metrics;
}

/** The only number of a tensor on the host. */
export function numberOf(tensor: Tensor): number {
  return (tensor.data as Float32Array)[0]!;
}
