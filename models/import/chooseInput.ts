import type { GraphParts, RawValue } from '../onnx/parts.ts';
import { GraphInputsError } from './errors.ts';
import { inputsOf, picturesOf } from './graph/findInput.ts';
import { neededFor } from './graph/needed.ts';
import { describeValue } from './graph/types.ts';
import type { Missing } from './missing.ts';

/**
 * The input that pictures go into, and the outputs that need no other one.
 * @throws {GraphInputsError} naming the inputs, where there is none, or every output needs others
 */
export function chooseInput(
  graph: GraphParts,
  told: string | undefined,
  missing: Missing,
): { readonly value: RawValue; readonly outputs: readonly RawValue[] } | null {
  const inputs = inputsOf(graph);
  const all = inputs.map(describeValue);
  const pictures = picturesOf(graph);
  const named = inputs.find(({ name }) => name === told);
  if (told !== undefined && named === undefined)
    throw new GraphInputsError(`It has no input ${told}`, all);
  if (named !== undefined && !pictures.includes(named))
    throw new GraphInputsError(`Its input ${told} does not take pictures`, all);
  if (pictures.length === 0) throw new GraphInputsError('None of its inputs takes pictures', all);
  const choices = (named ? [named] : pictures).flatMap((value) => {
    const outputs = outputsOf(graph, value, inputs);
    return outputs.length > 0 ? [{ value, outputs }] : [];
  });
  if (choices.length === 0) throw new GraphInputsError(`It takes more than a picture`, all);
  if (choices.length === 1) return choices[0]!;
  missing.add(
    `--input: several take pictures: ${choices.map(({ value }) => describeValue(value)).join('; ')}`,
  );
  return null;
}

function outputsOf(graph: GraphParts, input: RawValue, inputs: readonly RawValue[]): RawValue[] {
  const others = inputs.filter((one) => one !== input).map(({ name }) => name);
  return graph.outputs.filter(({ name }) => {
    const { values } = neededFor(graph, [name]);
    return values.has(input.name) && !others.some((other) => values.has(other));
  });
}
