import type { GraphMessage } from '@selfsame/models/onnx';
import type { Part } from '../step.ts';
import type { DeviceOptions } from './device.ts';
import { portable } from './trace/target.ts';
import { traceGraph } from './trace/trace.ts';

export interface TracedPart {
  readonly graph: GraphMessage;
  /** The part's own names of its outputs. */
  readonly outputs: readonly string[];
  /** The graph's name of an output: a variable's new value needs one of its own. */
  nameOf(output: string): string;
}

/** Traces a part of a step in the formulation that suits the device. */
export async function tracePart(
  part: Part,
  { device, half = false }: DeviceOptions,
): Promise<TracedPart> {
  const target = half ? { ...portable, half } : ((await device.target?.()) ?? portable);
  const nameOf = (output: string) => (output in part.inputs ? `next/${output}` : output);
  let outputs: string[] = [];
  const graph = traceGraph(
    (given) => {
      const results = Object.entries(part.run(given));
      outputs = results.map(([name]) => name);
      return Object.fromEntries(results.map(([name, tensor]) => [nameOf(name), tensor]));
    },
    part.inputs,
    target,
  );
  return { graph, outputs, nameOf };
}
