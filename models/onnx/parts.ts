import { type RawNode, readNode } from './rawNode.ts';
import { OperatorSetIdProto, TensorProto, ValueInfoProto } from './schema.ts';
import { type Field, fieldOf, fieldsOf } from './wire.ts';

/**
 * An ONNX file in the parts that import changes. Each is kept as it is written, for the schema here is
 * a small part of the format, and what it does not know has to stay.
 */
export interface ModelParts {
  /** Versions of operator sets by their domains; the one of ONNX is ''. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly graph: GraphParts;
  /** Everything else of the file. */
  readonly rest: readonly Uint8Array[];
}

export interface GraphParts {
  readonly nodes: readonly RawNode[];
  readonly initialisers: readonly RawInitialiser[];
  readonly inputs: readonly RawValue[];
  readonly outputs: readonly RawValue[];
  /** Everything else, but for what is told of the values in between: runtimes find it out. */
  readonly rest: readonly Uint8Array[];
}

export interface RawInitialiser {
  readonly name: string;
  readonly shape: readonly number[];
  /** ONNX TensorProto.DataType number. */
  readonly dataType: number;
  /** location, offset, length and so on, where the numbers are in another file. */
  readonly external: ReadonlyMap<string, string> | null;
  readonly raw: Uint8Array;
}

/** A graph's input or output. */
export interface RawValue {
  readonly name: string;
  /** ONNX TensorProto.DataType number; 0 of what is no tensor. */
  readonly dataType: number;
  /** Numbers, symbols, and null for what is not told; null where nothing is. */
  readonly shape: readonly (number | string | null)[] | null;
  readonly raw: Uint8Array;
}

/** Field numbers of ModelProto and GraphProto. */
const model = { graph: 7, opsets: 8 };
const graph = { node: 1, name: 2, initialiser: 5, input: 11, output: 12, valueInfo: 13 };
const external = 1;

/** @throws {Error} where the bytes are no ONNX file, saying why */
export function readParts(bytes: Uint8Array): ModelParts {
  const fields = fieldsOf(bytes);
  const inner = fields.filter(({ number }) => number === model.graph);
  const opsets = fields.filter(({ number }) => number === model.opsets);
  if (inner.length !== 1 || opsets.length === 0) throw new Error('there is no graph in it');
  return {
    opsets: new Map(opsets.map(({ content }) => opsetOf(content))),
    graph: readGraph(inner[0]!.content),
    rest: fields.filter(({ number }) => number !== model.graph).map(({ raw }) => raw),
  };
}

/** @returns the file in pieces that belong one after the other */
export function writeParts({ graph: parts, rest }: ModelParts): Uint8Array[] {
  return [...rest, ...fieldOf(model.graph, ...writeGraph(parts))];
}

export function writeGraph({ nodes, initialisers, inputs, outputs, rest }: GraphParts) {
  const all = (number: number, parts: readonly { readonly raw: Uint8Array }[]) =>
    parts.flatMap(({ raw }) => fieldOf(number, raw));
  return [
    ...all(graph.node, nodes),
    ...fieldOf(graph.name, Buffer.from('selfsame')),
    ...all(graph.initialiser, initialisers),
    ...all(graph.input, inputs),
    ...all(graph.output, outputs),
    ...rest,
  ];
}

function readGraph(bytes: Uint8Array): GraphParts {
  const fields = fieldsOf(bytes);
  const of = <T>(number: number, read: (content: Uint8Array) => T) =>
    fields.filter((field) => field.number === number).map(({ content }) => read(content));
  const known: readonly number[] = Object.values(graph);
  return {
    nodes: of(graph.node, readNode),
    initialisers: of(graph.initialiser, readInitialiser),
    inputs: of(graph.input, readValue),
    outputs: of(graph.output, readValue),
    rest: fields.filter(({ number }: Field) => !known.includes(number)).map(({ raw }) => raw),
  };
}

function opsetOf(content: Uint8Array): [string, number] {
  const { domain, version } = OperatorSetIdProto.decode(content) as unknown as {
    domain: string;
    version: unknown;
  };
  return [domain === 'ai.onnx' ? '' : domain, Number(version)];
}

function readInitialiser(raw: Uint8Array): RawInitialiser {
  const { name, dims, dataType, dataLocation, externalData } = TensorProto.decode(
    raw,
  ) as unknown as {
    name: string;
    dims: readonly unknown[];
    dataType: number;
    dataLocation: number;
    externalData: readonly { key: string; value: string }[];
  };
  const isExternal = dataLocation === external;
  const entries = new Map(externalData.map(({ key, value }) => [key, value]));
  return { name, shape: dims.map(Number), dataType, external: isExternal ? entries : null, raw };
}

interface Dimension {
  readonly dimValue: unknown;
  readonly dimParam: string;
}

export function readValue(raw: Uint8Array): RawValue {
  const { name, type } = ValueInfoProto.decode(raw) as unknown as {
    name: string;
    type: { tensorType: { elemType: number; shape: { dim: readonly Dimension[] } | null } | null };
  };
  const tensor = type?.tensorType;
  // A dimension of 0 is written by some for one that is not known.
  const sizeOf = ({ dimValue, dimParam }: Dimension) => Number(dimValue) || dimParam || null;
  const shape = tensor?.shape?.dim.map(sizeOf) ?? null;
  return { name, dataType: tensor?.elemType ?? 0, shape, raw };
}
