import {
  createGraphBuilder,
  describeGraph,
  encodeModel,
  type GraphMessage,
  type InputSpec,
  type Value,
} from '@selfsame/models/onnx';
import * as tf from '@tensorflow/tfjs-core';
import { TraceBackend, traceBackendName } from './backend.ts';
import { fuseConvolutions } from './blocked/fuse.ts';
import './kernels/channels.ts';
import './kernels/convolution.ts';
import './kernels/elementwise.ts';
import './kernels/linalg.ts';
import './kernels/movement.ts';
import './kernels/reduction.ts';
import type { Tensors } from '../../tensors.ts';
import { missingKernel } from './missingKernel.ts';
import { portable, type Target } from './target.ts';

let backend: TraceBackend | undefined;

/**
 * Records a function of tfjs operations, its gradients included, as one ONNX graph.
 * @param fn called once with symbolic tensors; a uint8 input arrives as an int32 tensor
 * @param inputs the graph's inputs by name
 * @param target what the graph will run on
 * @returns the bytes of an `.onnx` file whose inputs and outputs have the names used here
 * @throws {TraceError} where the function needs a value that is only known when the graph runs
 * @throws {KernelMissingError} where it calls an operation that none of the kernels records
 */
export function trace(
  fn: (inputs: Tensors) => Tensors,
  inputs: Readonly<Record<string, InputSpec>>,
  target: Target = portable,
): Uint8Array {
  return encodeModel(traceGraph(fn, inputs, target));
}

/** The same as a message that can become part of another graph. */
export function traceGraph(
  fn: (inputs: Tensors) => Tensors,
  inputs: Readonly<Record<string, InputSpec>>,
  target: Target,
): GraphMessage {
  if (!backend) {
    backend = new TraceBackend();
    const created = backend;
    tf.registerBackend(traceBackendName, () => created);
  }
  const recorder = backend;
  const previous = tf.engine().backendName;
  const graph = createGraphBuilder();
  const outputs = new Map<string, Value>();
  recorder.record(graph, target);
  tf.setBackend(traceBackendName);
  try {
    tf.tidy(() => {
      const tensors: Tensors = {};
      for (const [name, spec] of Object.entries(inputs)) {
        const dtype = spec.dtype === 'uint8' ? 'int32' : (spec.dtype as tf.DataType);
        const info = recorder.result(graph.input(name, spec), spec.shape, dtype);
        tensors[name] = tf.engine().makeTensorFromTensorInfo(info);
      }
      for (const [name, tensor] of Object.entries(fn(tensors))) {
        outputs.set(name, recorder.dense(tensor));
      }
    });
  } catch (error) {
    throw missingKernel(error) ?? error;
  } finally {
    recorder.record(undefined);
    if (previous) tf.setBackend(previous);
  }
  const dynamicBatch = Object.values(inputs).some((spec) => spec.dynamicBatch);
  return describeGraph(graph, outputs, { dynamicBatch, rewrite: fuseConvolutions });
}
