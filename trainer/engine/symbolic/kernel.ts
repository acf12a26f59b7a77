import * as tf from '@tensorflow/tfjs-core';

/** What a kernel needs: its tensors, its attributes as tfjs names them, and the recording backend. */
export type SymbolicKernel<Backend> = (
  inputs: Record<string, tf.TensorInfo>,
  attributes: Record<string, unknown>,
  backend: Backend,
) => tf.TensorInfo;

/** @returns what makes a table of kernels a backend's own */
export function kernelsOf<Backend>(backendName: string) {
  return (kernels: Readonly<Record<string, SymbolicKernel<Backend>>>): void => {
    for (const [kernelName, kernel] of Object.entries(kernels)) {
      tf.registerKernel({
        kernelName,
        backendName,
        kernelFunc: ({ inputs, attrs, backend }) =>
          kernel(
            inputs as Record<string, tf.TensorInfo>,
            (attrs ?? {}) as Record<string, unknown>,
            backend as Backend,
          ),
      });
    }
  };
}
