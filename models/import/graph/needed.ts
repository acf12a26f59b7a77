import type { GraphParts } from '../../onnx/parts.ts';
import type { RawNode } from '../../onnx/rawNode.ts';

/** What some values of a graph are made by. */
export interface Needed {
  /** In the order of the graph. */
  readonly nodes: readonly RawNode[];
  /** Names of all values that are read on the way. */
  readonly values: ReadonlySet<string>;
}

export function neededFor({ nodes }: Pick<GraphParts, 'nodes'>, names: Iterable<string>): Needed {
  const makerOf = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node])));
  const [values, makers, open] = [new Set<string>(), new Set<RawNode>(), [...names]];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (values.has(name)) continue;
    values.add(name);
    const maker = makerOf.get(name);
    if (maker === undefined || makers.has(maker)) continue;
    makers.add(maker);
    open.push(...maker.inputs, ...maker.inner);
  }
  return { nodes: nodes.filter((node) => makers.has(node)), values };
}
