import type { InputSpec } from '@selfsame/models/onnx';
import type { Tensors } from '../../../tensors.ts';
import { record } from '../../symbolic/record.ts';
import { createHloBuilder } from '../stablehlo/builder.ts';
import { moduleText, type Spread } from '../stablehlo/module.ts';
import type { ElementType } from '../stablehlo/types.ts';
import { elementTypes, HloBackend } from './backend.ts';
import './kernels/channelAffine.ts';
import './kernels/convolution.ts';
import './kernels/elementwise.ts';
import './kernels/linalg.ts';
import './kernels/movement.ts';
import './kernels/reduction.ts';

const backend = new HloBackend();

export interface TraceOptions {
  /** What convolutions and a network's matrix products compute in (default: f32). */
  readonly products?: ElementType;
  /** Whether an output of an input's name takes over that input's memory (default: none does). */
  readonly replaces?: ((name: string) => boolean) | undefined;
  /** How it is spread over devices (default: it runs on one). */
  readonly spread?: Spread | undefined;
}

export interface TracedProgram {
  readonly text: string;
  /** Names of the inputs and of the outputs, in the program's order. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * Records a function of tfjs operations, its gradients included, as a StableHLO program.
 * @param fn called once with symbolic tensors; a uint8 input arrives as an int32 tensor
 * @throws {TraceError | KernelMissingError}
 */
export function traceProgram(
  fn: (inputs: Tensors) => Tensors,
  inputs: Readonly<Record<string, InputSpec>>,
  { products = 'f32', replaces = () => false, spread }: TraceOptions = {},
): TracedProgram {
  const builder = createHloBuilder();
  backend.record(builder, products);
  try {
    const outputs = record(backend, fn, inputs, (name, { dtype, shape }) =>
      builder.argument(name, elementTypes[dtype as keyof typeof elementTypes], shape),
    );
    const names = [...outputs.keys()];
    const donated = new Map(
      names.flatMap((name) => (name in inputs && replaces(name) ? [[name, name] as const] : [])),
    );
    const text = moduleText(builder, outputs, { donated, spread });
    return { text, inputs: Object.keys(inputs), outputs: names };
  } finally {
    backend.record(undefined);
  }
}
