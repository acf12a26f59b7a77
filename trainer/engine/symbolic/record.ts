import type { InputSpec } from '@selfsame/models/onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../../tensors.ts';
import type { SymbolicBackend } from './backend.ts';
import { missingKernel } from './missingKernel.ts';

/**
 * Calls a function of tfjs operations once, with symbolic tensors, so that a backend records it.
 * @param inputs by name; a uint8 input arrives as an int32 tensor
 * @param inputOf makes an input's value
 * @returns the values of the function's results, by their names
 * @throws {TraceError} where the function needs a value that is only known when the graph runs
 * @throws {KernelMissingError} where it calls an operation that none of the kernels records
 */
export function record<V>(
  backend: SymbolicBackend<V>,
  fn: (inputs: Tensors) => Tensors,
  inputs: Readonly<Record<string, InputSpec>>,
  inputOf: (name: string, spec: InputSpec) => V,
): Map<string, V> {
  if (!tf.findBackendFactory(backend.name)) tf.registerBackend(backend.name, () => backend);
  const previous = tf.engine().backendName;
  const outputs = new Map<string, V>();
  tf.setBackend(backend.name);
  try {
    tf.tidy(() => {
      const tensors: Tensors = {};
      for (const [name, spec] of Object.entries(inputs)) {
        const dtype = spec.dtype === 'uint8' ? 'int32' : (spec.dtype as tf.DataType);
        const info = backend.result(inputOf(name, spec), spec.shape, dtype);
        tensors[name] = tf.engine().makeTensorFromTensorInfo(info);
      }
      for (const [name, tensor] of Object.entries(fn(tensors))) {
        outputs.set(name, backend.dense(tensor));
      }
    });
  } catch (error) {
    throw missingKernel(error, backend) ?? error;
  } finally {
    if (previous) tf.setBackend(previous);
  }
  return outputs;
}
