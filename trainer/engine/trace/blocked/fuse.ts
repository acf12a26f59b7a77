import type { Node, Value } from '@selfsame/models/onnx';
import { nchwc } from '../layout.ts';

/**
 * Lets the blocked convolution do what follows it while its result is still in registers: the sum
 * with another blocked value, and ReLU. Only where nothing else reads the result in between.
 * @param nodes in topological order
 * @param outputs values that leave the graph
 */
export function fuseConvolutions(nodes: readonly Node[], outputs: Iterable<Value>): Node[] {
  const readers = new Map<Value, number>();
  const read = (value: Value) => readers.set(value, (readers.get(value) ?? 0) + 1);
  for (const { inputs } of nodes) for (const input of inputs) if (input) read(input);
  for (const output of outputs) read(output);

  /** What makes each value now: fused nodes stand in for the ones that made it at first. */
  const makers = new Map<Value, Node>();
  const open = (value: Value | undefined, fits: (maker: Node) => boolean) => {
    const maker = value && readers.get(value) === 1 ? makers.get(value) : undefined;
    return maker?.op === nchwc('Conv') && !maker.attributes.activation && fits(maker)
      ? maker
      : undefined;
  };
  const fusedWith = (node: Node): { into: Node; as: Node } | undefined => {
    const { op, inputs, output } = node;
    if (op === 'Relu' && output.blocked) {
      const into = open(inputs[0], () => true);
      const attributes = { ...into?.attributes, activation: 'Relu' };
      return into && { into, as: { ...into, attributes, output } };
    }
    if (op === 'Add' && inputs.every((value) => value?.blocked)) {
      for (const [i, addend] of [inputs[1], inputs[0]].entries()) {
        const into = open(inputs[i], (maker) => maker.inputs.length < 4);
        if (!into || addend === inputs[i]) continue;
        const [x, filter, bias] = into.inputs;
        return { into, as: { ...into, inputs: [x, filter, bias, addend], output } };
      }
    }
    return undefined;
  };

  const gone = new Set<Node>();
  const made = nodes.map((node) => {
    const fused = fusedWith(node);
    if (fused) gone.add(fused.into);
    const now = fused?.as ?? node;
    makers.set(now.output, now);
    return now;
  });
  return made.filter((node) => !gone.has(node));
}
