import type { Part } from '../step.ts';
import { cpuTarget } from './cpuTarget.ts';
import { createSession, type DeviceOptions } from './device.ts';
import type { Tensor } from './onnxruntime.ts';
import { portable } from './trace/target.ts';
import { trace } from './trace/trace.ts';

/** A traced function, ready to run on a device. */
export interface Program {
  /** Takes what it needs of the tensors, by the names of the function's inputs. */
  run(tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>>;
  close(): Promise<void>;
}

/**
 * Traces a function and loads it on a device.
 * @param stays whether an output stays on the device, to be fed to a later run
 * @throws {EngineUnavailableError}
 */
export async function createProgram(
  part: Part,
  options: DeviceOptions,
  stays: (output: string) => boolean,
): Promise<Program> {
  const { device, half = false } = options;
  const target = device === 'cpu' && !half ? await cpuTarget() : { ...portable, half };
  const inputs = Object.keys(part.inputs);
  // In a graph, a variable's new value needs a name of its own.
  const nameOf = (output: string) => (output in part.inputs ? `next/${output}` : output);
  let outputs: string[] = [];
  const model = trace(
    (given) => {
      const results = Object.entries(part.run(given));
      outputs = results.map(([name]) => name);
      return Object.fromEntries(results.map(([name, tensor]) => [nameOf(name), tensor]));
    },
    part.inputs,
    target,
  );
  const kept = new Set(outputs.filter(stays).map(nameOf));
  const session = await createSession(model, options, outputs.map(nameOf), kept);
  return {
    async run(tensors) {
      const feeds = Object.fromEntries(inputs.map((name) => [name, tensors[name]!]));
      const results = await session.run(feeds);
      return Object.fromEntries(outputs.map((name) => [name, results[nameOf(name)] as Tensor]));
    },
    close: () => session.release(),
  };
}
