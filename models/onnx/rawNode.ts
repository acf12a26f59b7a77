import { NodeProto } from './schema.ts';
import { fieldOf, fieldsOf } from './wire.ts';

/** A node as it is written, and what it connects. */
export interface RawNode {
  /** An operator of ONNX, or of another domain with the domain in front. */
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Values that graphs within it read, its own ones and those around it. */
  readonly inner: readonly string[];
  readonly raw: Uint8Array;
}

interface NodeMessage {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly opType: string;
  readonly domain: string;
  readonly attribute: readonly { readonly g: { readonly node: readonly NodeMessage[] } | null }[];
}

export function readNode(raw: Uint8Array): RawNode {
  const node = NodeProto.decode(raw) as unknown as NodeMessage;
  const isOfOnnx = node.domain === '' || node.domain === 'ai.onnx';
  const op = isOfOnnx ? node.opType : `${node.domain}.${node.opType}`;
  return { op, inputs: node.input, outputs: node.output, inner: innerOf(node), raw };
}

const innerOf = ({ attribute }: NodeMessage): string[] =>
  attribute.flatMap(({ g }) => (g?.node ?? []).flatMap((one) => [...one.input, ...innerOf(one)]));

/** A new node of ONNX. @param attributes integers, and lists of them; @param name that no other node has */
export function makeNode(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
  name: string = output,
): RawNode {
  const attribute = Object.entries(attributes).map(([name, value]) =>
    typeof value === 'number' ? { name, type: 2, i: value } : { name, type: 7, ints: [...value] },
  );
  const message = { opType: op, name, input: inputs, output: [output], attribute };
  return readNode(NodeProto.encode(NodeProto.fromObject(message)).finish());
}

/** Field numbers of NodeProto, AttributeProto and GraphProto. */
const node = { input: 1, output: 2, attribute: 5 };
const innerGraph = 6;
const innerNode = 1;

/** A node with values called otherwise, those of graphs within it too. */
export const withNames = ({ raw }: RawNode, names: ReadonlyMap<string, string>): RawNode =>
  readNode(renamed(raw, names));

function renamed(raw: Uint8Array, names: ReadonlyMap<string, string>): Buffer {
  const replace = (bytes: Uint8Array, number: number, by: (content: Uint8Array) => Uint8Array) =>
    Buffer.concat(
      fieldsOf(bytes).flatMap((field) =>
        field.number === number ? fieldOf(number, by(field.content)) : [field.raw],
      ),
    );
  const name = (content: Uint8Array) => {
    const other = names.get(Buffer.from(content).toString());
    return other === undefined ? content : Buffer.from(other);
  };
  const inGraph = (graph: Uint8Array) => replace(graph, innerNode, (one) => renamed(one, names));
  const inAttribute = (attribute: Uint8Array) => replace(attribute, innerGraph, inGraph);
  const inputs = replace(raw, node.input, name);
  return replace(replace(inputs, node.output, name), node.attribute, inAttribute);
}
