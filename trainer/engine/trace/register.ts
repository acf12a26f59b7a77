import * as tf from '@tensorflow/tfjs-core';
import { type TraceBackend, traceBackendName } from './backend.ts';

/** What a kernel needs: its tensors, its attributes as tfjs names them, and the recording backend. */
export type Kernel = (
  inputs: Record<string, tf.TensorInfo>,
  attributes: Record<string, unknown>,
  backend: TraceBackend,
) => tf.TensorInfo;

/** Makes a table of kernels the trace backend's own. */
export function registerKernels(kernels: Readonly<Record<string, Kernel>>): void {
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    tf.registerKernel({
      kernelName,
      backendName: traceBackendName,
      kernelFunc: ({ inputs, attrs, backend }) =>
        kernel(
          inputs as Record<string, tf.TensorInfo>,
          (attrs ?? {}) as Record<string, unknown>,
          backend as TraceBackend,
        ),
    });
  }
}
