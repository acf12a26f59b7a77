import {
  createGraphBuilder,
  describeGraph,
  encodeModel,
  type GraphMessage,
  type InputSpec,
} from '@selfsame/models/onnx';
import { record } from '../symbolic/record.ts';
import { TraceBackend } from './backend.ts';
import { fuseConvolutions } from './blocked/fuse.ts';
import './kernels/channels.ts';
import './kernels/convolution.ts';
import './kernels/elementwise.ts';
import './kernels/linalg.ts';
import './kernels/movement.ts';
import './kernels/reduction.ts';
import type { Tensors } from '../../tensors.ts';
import { portable, type Target } from './target.ts';

const backend = new TraceBackend();

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
  const graph = createGraphBuilder();
  backend.record(graph, target);
  try {
    const outputs = record(backend, fn, inputs, (name, spec) => graph.input(name, spec));
    const dynamicBatch = Object.values(inputs).some((spec) => spec.dynamicBatch);
    return describeGraph(graph, outputs, { dynamicBatch, rewrite: fuseConvolutions });
  } finally {
    backend.record(undefined);
  }
}
