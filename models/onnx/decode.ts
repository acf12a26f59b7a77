import { ModelProto } from './schema.ts';

/** A graph as it stands in an `.onnx` file, as far as `encode.ts` writes one. */
export interface StoredGraph {
  /** By the names of their outputs. */
  readonly nodes: ReadonlyMap<string, StoredNode>;
  readonly constants: ReadonlyMap<string, StoredConstant>;
}

export interface StoredNode {
  /** Operator, attributes, number of inputs: nodes of one signature do the same with them. */
  readonly signature: string;
  readonly op: string;
  readonly inputs: readonly string[];
}

export interface StoredConstant {
  /** ONNX TensorProto.DataType number. */
  readonly dataType: number;
  readonly shape: readonly number[];
  /** Little-endian; empty where the file has the values in another way. */
  readonly bytes: Uint8Array;
}

/** The messages, of which 64-bit numbers may be objects. */
interface Message {
  readonly graph: {
    readonly node: readonly NodeMessage[];
    readonly initializer: readonly TensorMessage[];
  };
}

interface NodeMessage {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly opType: string;
  readonly domain: string;
  readonly attribute: readonly AttributeMessage[];
}

interface AttributeMessage {
  readonly name: string;
  readonly f: number;
  readonly i: unknown;
  readonly s: Uint8Array;
  readonly ints: readonly unknown[];
}

interface TensorMessage {
  readonly name: string;
  readonly dims: readonly unknown[];
  readonly dataType: number;
  readonly rawData: Uint8Array;
}

/** @throws {Error} where the bytes are no protobuf message of that kind */
export function decodeGraph(bytes: Uint8Array): StoredGraph {
  const { graph } = ModelProto.decode(bytes) as unknown as Message;
  return {
    nodes: new Map(graph.node.flatMap(storedNodes)),
    constants: new Map(
      graph.initializer.map(({ name, dims, dataType, rawData }) => [
        name,
        { dataType, shape: dims.map(Number), bytes: rawData },
      ]),
    ),
  };
}

function storedNodes(node: NodeMessage): [string, StoredNode][] {
  const attributes = node.attribute.map(({ name, f, i, s, ints }) =>
    [name, f, i, Buffer.from(s).toString(), ...ints].join(' '),
  );
  return node.output.map((output, at) => {
    const kind = [node.domain, node.opType, at, node.input.length];
    const signature = [...kind, ...attributes.sort()].join('; ');
    return [output, { signature, op: node.opType, inputs: node.input }];
  });
}
