import type { InputSpec } from '@selfsame/models/onnx';
import type * as tf from '@tensorflow/tfjs-core';
import type { Arrays } from '../arrays.ts';
import { createSession, type DeviceOptions } from './device.ts';
import type { Tensor } from './onnxruntime.ts';
import { trace } from './trace/trace.ts';

const fetched = (name: string) => `fetched/${name}`;

/**
 * Copies tensors, from a device by a graph that hands its inputs on, with outputs on the CPU,
 * because `getData()` of a device's tensor ends the process (onnxruntime-node 1.30).
 */
export async function createFetch(
  specs: Readonly<Record<string, InputSpec>>,
  options: DeviceOptions,
) {
  const names = Object.keys(specs);
  if (!options.device.keepsResults) return onHost(names);
  const model = trace(
    (inputs: Record<string, tf.Tensor>) =>
      Object.fromEntries(names.map((name) => [fetched(name), inputs[name]!])),
    specs,
  );
  const session = await createSession(model, options, names.map(fetched), new Set());
  return {
    async read(tensors: Readonly<Record<string, Tensor>>): Promise<Arrays> {
      const outputs = await session.run(tensors);
      return Object.fromEntries(
        names.map((name) => [name, (outputs[fetched(name)]!.data as Float32Array).slice()]),
      );
    },
    close: () => session.release(),
  };
}

/** Where the tensors come back from every run, a copy is all. */
function onHost(names: readonly string[]) {
  return {
    async read(tensors: Readonly<Record<string, Tensor>>): Promise<Arrays> {
      return Object.fromEntries(
        names.map((name) => [name, (tensors[name]!.data as Float32Array).slice()]),
      );
    },
    async close() {},
  };
}
