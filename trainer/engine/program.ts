import { encodeModel } from '@selfsame/models/onnx';
import type { Part } from '../step.ts';
import { createSession, type DeviceOptions } from './device.ts';
import type { Tensor } from './onnxruntime.ts';
import type { Program } from './runtime.ts';
import { tracePart } from './traced.ts';

/**
 * Traces a function and loads it on a device.
 * @param stays whether an output stays on the device, to be fed to a later run
 * @throws {EngineUnavailableError}
 */
export async function createProgram(
  part: Part,
  options: DeviceOptions,
  stays: (output: string) => boolean,
): Promise<Program<Tensor>> {
  const inputs = Object.keys(part.inputs);
  const { graph, outputs, nameOf } = await tracePart(part, options);
  const kept = new Set(outputs.filter(stays).map(nameOf));
  const session = await createSession(encodeModel(graph), options, outputs.map(nameOf), kept);
  return {
    async run(tensors) {
      const feeds = Object.fromEntries(inputs.map((name) => [name, tensors[name]!]));
      const results = await session.run(feeds);
      return Object.fromEntries(outputs.map((name) => [name, results[nameOf(name)] as Tensor]));
    },
    close: () => session.release(),
  };
}
