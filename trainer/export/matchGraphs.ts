import type { StoredConstant, StoredGraph } from '@selfsame/models/onnx';

/**
 * Finds in a graph what stands where another one, that does the same, has constants with names.
 * Both are walked from their output to the input, node by node: where it succeeds, they are one
 * function of those constants.
 * @param slotOf the name of a constant of the template; undefined of one that is the same in both
 * @param outputs of the template and of the graph; @returns the graph's constants by the template's names for them
 * @throws {Error} saying what is in the graph where something else belongs
 */
export function matchGraphs(
  template: StoredGraph,
  graph: StoredGraph,
  slotOf: (constant: StoredConstant) => string | undefined,
  outputs: readonly [string, string],
): Map<string, StoredConstant> {
  const slots = new Map<string, StoredConstant>();
  const seen = new Set<string>();
  const walk = (wanted: string, found: string): void => {
    const pair = `${wanted} ${found}`;
    if (seen.has(pair)) return;
    seen.add(pair);
    const constant = template.constants.get(wanted);
    if (constant) takeConstant(constant, graph.constants.get(found));
    else walkInputs(wanted, found);
  };
  const takeConstant = (wanted: StoredConstant, found: StoredConstant | undefined) => {
    const slot = slotOf(wanted);
    if (!found) throw new Error(`it has no constant where ${slot ?? 'one'} belongs`);
    if (slot !== undefined) slots.set(slot, found);
    else if (!sameConstant(wanted, found))
      throw new Error('it computes with other numbers, as an encoder of other widths does');
  };
  const walkInputs = (wanted: string, found: string) => {
    const [node, other] = [template.nodes.get(wanted), graph.nodes.get(found)];
    const isInput = !node && !other;
    if (isInput ? wanted !== found : node?.signature !== other?.signature) {
      const [there, here] = [other?.op ?? found, node?.op ?? wanted];
      throw new Error(`it has ${there} where ${here} belongs`);
    }
    for (const [i, input] of (node?.inputs ?? []).entries()) walk(input, other!.inputs[i]!);
  };
  walk(...outputs);
  return slots;
}

const sameConstant = (a: StoredConstant, b: StoredConstant) =>
  a.dataType === b.dataType &&
  a.shape.join() === b.shape.join() &&
  Buffer.compare(a.bytes, b.bytes) === 0;
