import { type DeviceOptions, release } from './device.ts';
import { createFetch } from './fetch.ts';
import type { Tensor } from './onnxruntime.ts';
import { createProgram } from './program.ts';
import type { Runtime } from './runtime.ts';
import { tensorsOf } from './tensors.ts';

/** Runs functions as ONNX graphs on a device of onnxruntime. */
export function ortRuntime(options: DeviceOptions): Runtime<Tensor> {
  return {
    load: (part, stays) => createProgram(part, options, stays),
    tensorsOf,
    valuesOf: ({ data }) => data as Float32Array,
    reader: (specs) => createFetch(specs, options),
    release,
  };
}
