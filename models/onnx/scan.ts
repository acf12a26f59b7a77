import { attributeTypes, type GraphMessage, valueInfo } from './encode.ts';
import type { InputSpec } from './types.ts';

export interface ScanOptions {
  /** Inputs of the body that each run takes from the one before, with the outputs that they come from. */
  readonly states: readonly { readonly input: string; readonly output: string; spec: InputSpec }[];
  /** Inputs of the body of which every run has its own. */
  readonly sequences: Readonly<Record<string, InputSpec>>;
  /** Outputs of the body that are collected. */
  readonly collected: Readonly<Record<string, InputSpec>>;
}

/** What the outer graph calls an input or output of the body: names must not repeat inside it. */
export const outside = (name: string) => `all/${name}`;

/**
 * A graph that runs another one several times (ONNX `Scan`): states go from run to run without
 * leaving the runtime, every sequence is given as one tensor with a first dimension more, N, and so
 * are the collected outputs returned.
 */
export function scanGraph(body: GraphMessage, options: ScanOptions): GraphMessage {
  const { domains, ...inner } = body;
  const { states, sequences, collected } = options;
  const order = (values: readonly { name?: string }[], names: readonly string[]) =>
    names.map((name) => values.find((value) => value.name === name)!);
  const inputs = [...states.map(({ input }) => input), ...Object.keys(sequences)];
  const outputs = [...states.map(({ output }) => output), ...Object.keys(collected)];
  const stacked = (name: string, spec: InputSpec) =>
    valueInfo(outside(name), { ...spec, shape: [1, ...spec.shape], dynamicBatch: true });
  const entries = (specs: Readonly<Record<string, InputSpec>>) =>
    Object.entries(specs).map(([name, spec]) => stacked(name, spec));
  const graph = {
    ...inner,
    name: 'body',
    input: order(inner.input, inputs),
    output: order(inner.output, outputs),
  };
  const { length } = Object.keys(sequences);
  return {
    name: inner.name,
    node: [
      {
        opType: 'Scan',
        name: 'scan',
        input: inputs.map(outside),
        output: outputs.map(outside),
        attribute: [
          { name: 'body', type: attributeTypes.graph, g: graph },
          { name: 'num_scan_inputs', type: attributeTypes.int, i: length },
        ],
      },
    ],
    initializer: [],
    input: [
      ...states.map(({ input, spec }) => valueInfo(outside(input), spec)),
      ...entries(sequences),
    ],
    output: [
      ...states.map(({ output, spec }) => valueInfo(outside(output), spec)),
      ...entries(collected),
    ],
    domains,
  };
}
