import type { Part } from '../../step.ts';
import type { Program, Runtime } from '../runtime.ts';
import type { DeviceBuffer } from './pjrt/buffer.ts';
import type { Client } from './pjrt/client.ts';
import type { Dtype, Values } from './pjrt/dtypes.ts';
import type { Executable } from './pjrt/executable.ts';
import type { ElementType } from './stablehlo/types.ts';
import { traceProgram } from './trace/trace.ts';

export interface XlaOptions {
  readonly client: Client;
  /** Compiles a program, or finds it compiled. */
  compile(text: string): Executable;
  /** What convolutions and a network's matrix products compute in. */
  readonly products: ElementType;
}

/** Runs functions as XLA programs; runs are queued, and only `valuesOf` and readers wait for them. */
export function xlaRuntime(options: XlaOptions): Runtime<DeviceBuffer> {
  return {
    load: async (part) => loadProgram(part, options),
    tensorsOf: (specs, arrays) =>
      Object.fromEntries(
        Object.entries(specs).map(([name, { dtype, shape }]) => [
          name,
          options.client.upload(arrays[name] as Values, shape, dtype as Dtype),
        ]),
      ),
    valuesOf: (buffer) => buffer.read() as Float32Array,
    reader: async () => ({
      read: async (buffers) =>
        Object.fromEntries(
          Object.entries(buffers).map(([name, buffer]) => [name, buffer.read() as Float32Array]),
        ),
      close: async () => {},
    }),
    release(buffers) {
      for (const buffer of buffers) buffer.destroy();
    },
  };
}

/**
 * Traces a function and compiles it.
 * @param replaces whether an output takes over the memory of the input of its name, which is gone
 *   after a run (default: none does)
 */
export function loadProgram(
  part: Part,
  { compile, products }: XlaOptions,
  replaces?: (name: string) => boolean,
): Program<DeviceBuffer> {
  const options = { products, ...(replaces && { replaces }) };
  const { text, inputs, outputs } = traceProgram((given) => part.run(given), part.inputs, options);
  const executable = compile(text);
  return {
    async run(buffers) {
      const results = executable.run(inputs.map((name) => buffers[name]!));
      return Object.fromEntries(outputs.map((name, i) => [name, results[i]!]));
    },
    async close() {
      executable.close();
    },
  };
}
