import type { InputSpec } from '@selfsame/models/onnx';
import type { Part } from '../../step.ts';
import type { Program, Runtime } from '../runtime.ts';
import type { HeldPictures } from './HeldPictures.ts';
import type { Buffers } from './pjrt/buffer.ts';
import type { Client } from './pjrt/client.ts';
import type { Dtype, Values } from './pjrt/dtypes.ts';
import type { Executable } from './pjrt/executable.ts';
import type { ElementType } from './stablehlo/types.ts';
import { traceProgram } from './trace/trace.ts';

export interface XlaOptions {
  readonly client: Client;
  /** How many of the client's devices run each program; pictures are shared out between them. */
  readonly devices: number;
  /** Of which batches are taken that name pictures. */
  readonly held: HeldPictures;
  /** Compiles a program for them, or finds it compiled. */
  compile(text: string): Executable;
  /** What convolutions and a network's matrix products compute in. */
  readonly products: ElementType;
}

/** Pictures, whose first axis is the batch. */
const isShared = ({ dtype }: InputSpec) => dtype === 'uint8';

/** Runs functions as XLA programs; runs are queued, and only `valuesOf` and readers wait for them. */
export function xlaRuntime(options: XlaOptions): Runtime<Buffers> {
  return {
    load: async (part) => loadProgram(part, options),
    tensorsOf: (specs, arrays) =>
      Object.fromEntries(
        Object.entries(specs).map(([name, spec]) => [name, bufferOf(spec, arrays[name]!, options)]),
      ),
    valuesOf,
    reader: async () => ({
      read: async (tensors) =>
        Object.fromEntries(
          Object.entries(tensors).map(([name, buffers]) => [name, valuesOf(buffers)]),
        ),
      close: async () => {},
    }),
    release(tensors) {
      for (const buffer of [...tensors].flat()) buffer.destroy();
    },
  };
}

const valuesOf = ([first]: Buffers) => first!.read() as Float32Array;

function bufferOf(spec: InputSpec, values: Values, options: XlaOptions): Buffers {
  const named = isShared(spec) && values instanceof Int32Array;
  return named ? options.held.take(values, spec.shape) : upload(spec, values, options);
}

function upload(spec: InputSpec, values: Values, { client, devices }: XlaOptions): Buffers {
  const [size, ...rest] = spec.shape;
  const shares = isShared(spec) ? devices : 1;
  const shape = shares === 1 ? spec.shape : [size! / shares, ...rest];
  const length = values.length / shares;
  return client.devices.slice(0, devices).map((device, i) => {
    const start = (i % shares) * length;
    return client.upload(
      values.subarray(start, start + length),
      shape,
      spec.dtype as Dtype,
      device,
    );
  });
}

/**
 * Traces a function and compiles it.
 * @param replaces whether an output takes over the memory of the input of its name, which is gone
 *   after a run (default: none does)
 */
export function loadProgram(
  { inputs: specs, run }: Part,
  { compile, products, devices }: XlaOptions,
  replaces?: (name: string) => boolean,
): Program<Buffers> {
  const spread = { devices, isShared: (name: string) => isShared(specs[name]!) };
  const options = { products, replaces, spread: devices > 1 ? spread : undefined };
  const { text, inputs, outputs } = traceProgram((given) => run(given), specs, options);
  const executable = compile(text);
  return {
    async run(tensors) {
      const lists = Array.from({ length: devices }, (_, i) =>
        inputs.map((name) => tensors[name]![i]!),
      );
      const results = executable.runOnAll(lists);
      return Object.fromEntries(
        outputs.map((name, i) => [name, results.map((ofDevice) => ofDevice[i]!)]),
      );
    },
    async close() {
      executable.close();
    },
  };
}
