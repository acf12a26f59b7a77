import {
  type GraphParts,
  type RawInitialiser,
  type RawValue,
  readValue,
} from '../../onnx/parts.ts';
import { type RawNode, withNames } from '../../onnx/rawNode.ts';
import { fieldOf, fieldsOf } from '../../onnx/wire.ts';

/** What a bundle calls its input and its output, which nothing within may be called then. */
const taken = ['pixels', 'embedding'];

/** What a value is called once those names are free. */
export const freeName = (name: string): string => (taken.includes(name) ? `inner/${name}` : name);

/** Field numbers of the name in TensorProto and in ValueInfoProto. */
const [ofTensor, ofValue] = [8, 1];

export const withFreeNames = (graph: GraphParts): GraphParts =>
  renamed(graph, new Map(taken.map((name) => [name, freeName(name)])));

/** A graph with some of its values called otherwise. */
export function renamed(graph: GraphParts, names: ReadonlyMap<string, string>): GraphParts {
  const isTaken = (name: string) => names.has(name);
  const inNode = (node: RawNode) =>
    [...node.inputs, ...node.outputs, ...node.inner].some(isTaken) ? withNames(node, names) : node;
  const inValue = (value: RawValue) =>
    isTaken(value.name) ? readValue(withName(value.raw, ofValue, names.get(value.name)!)) : value;
  const inInitialiser = (one: RawInitialiser) =>
    isTaken(one.name)
      ? {
          ...one,
          name: names.get(one.name)!,
          raw: withName(one.raw, ofTensor, names.get(one.name)!),
        }
      : one;
  return {
    ...graph,
    nodes: graph.nodes.map(inNode),
    initialisers: graph.initialisers.map(inInitialiser),
    inputs: graph.inputs.map(inValue),
    outputs: graph.outputs.map(inValue),
  };
}

const withName = (raw: Uint8Array, field: number, name: string): Uint8Array =>
  Buffer.concat(
    fieldsOf(raw).flatMap((one) =>
      one.number === field ? fieldOf(field, Buffer.from(name)) : [one.raw],
    ),
  );
