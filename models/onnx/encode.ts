import type { GraphBuilder } from './builder.ts';
import { ModelProto } from './schema.ts';
import { type Attribute, dataTypes, type InputSpec, type Node, type Value } from './types.ts';

/** ONNX operator set that every emitted graph uses, and the file format version that goes with it. */
const opsetVersion = 18;
const irVersion = 9;
/** AttributeProto.AttributeType numbers. */
export const attributeTypes = { float: 1, int: 2, string: 3, graph: 5, ints: 7 };

export interface EncodeOptions {
  /** Whether the outputs' first dimension is the symbol `N`. */
  readonly dynamicBatch?: boolean;
  /** Makes other nodes of the needed ones; both in topological order. */
  readonly rewrite?: (nodes: readonly Node[], outputs: Iterable<Value>) => readonly Node[];
}

/** A graph as its message, with the domains of its operators. */
export interface GraphMessage {
  readonly name: string;
  readonly node: readonly object[];
  readonly initializer: readonly object[];
  readonly input: readonly object[];
  readonly output: readonly object[];
  readonly domains: ReadonlySet<string>;
}

/**
 * Describes what the outputs need (so dead nodes vanish).
 * @param outputs graph outputs by name; the same value may have several names
 */
export function describeGraph(
  graph: GraphBuilder,
  outputs: ReadonlyMap<string, Value>,
  { dynamicBatch = false, rewrite = (nodes) => nodes }: EncodeOptions = {},
): GraphMessage {
  const { nodes: needed, constants } = reachable([...outputs.values()].reverse());
  const nodes = rewrite(needed, outputs.values());
  const { names, copies } = nameOutputs(outputs);
  const nameOf = (value: Value) => names.get(value) ?? value.name;
  return {
    name: 'selfsame',
    node: [
      ...nodes.map((node) => ({
        input: node.inputs.map((value) => (value ? nameOf(value) : '')),
        output: [nameOf(node.output)],
        name: node.output.name,
        ...splitOp(node.op),
        attribute: Object.entries(node.attributes).map(encodeAttribute),
      })),
      ...copies.map(({ from, to }) => ({
        input: [nameOf(from)],
        output: [to],
        name: to,
        opType: 'Identity',
      })),
    ],
    initializer: constants.map((value) => ({
      name: nameOf(value),
      dims: value.shape,
      dataType: dataTypes[value.dtype],
      rawData: bytesOf(value),
    })),
    input: [...graph.inputs].map(([name, spec]) => valueInfo(name, spec)),
    output: [...outputs].map(([name, value]) => valueInfo(name, { ...value, dynamicBatch })),
    domains: new Set(nodes.map(({ op }) => splitOp(op).domain)),
  };
}

/** @returns the bytes of an `.onnx` file */
export function encodeModel({ domains, ...graph }: GraphMessage): Uint8Array {
  const model = {
    irVersion,
    producerName: 'selfsame',
    opsetImport: [...new Set(['', ...domains])].map((domain) => ({
      domain,
      version: domain === '' ? opsetVersion : 1,
    })),
    graph,
  };
  return ModelProto.encode(ModelProto.fromObject(model)).finish();
}

/**
 * Nodes in topological order and the constants that they read. Depth first from the outputs, and
 * runtimes keep to that order: a step's outputs are in the order of its layers, so from last to
 * first every gradient is made as soon as it can be, and what it needed is freed.
 */
function reachable(outputs: Iterable<Value>): { nodes: Node[]; constants: Value[] } {
  const nodes: Node[] = [];
  const constants: Value[] = [];
  const seen = new Set<Value>();
  // An explicit stack: a training step's graph is deeper than the call stack should be.
  const stack: { value: Value; inputsDone: boolean }[] = [];
  for (const output of outputs) {
    stack.push({ value: output, inputsDone: false });
    while (stack.length > 0) {
      const { value, inputsDone } = stack.pop()!;
      if (inputsDone) {
        nodes.push(value.producer!);
        continue;
      }
      if (seen.has(value)) continue;
      seen.add(value);
      if (value.constant) constants.push(value);
      if (!value.producer) continue;
      stack.push({ value, inputsDone: true });
      for (const input of value.producer.inputs) {
        if (input) stack.push({ value: input, inputsDone: false });
      }
    }
  }
  return { nodes, constants };
}

/** A node's output takes the graph output's name; what cannot (inputs, constants) is copied. */
function nameOutputs(outputs: ReadonlyMap<string, Value>) {
  const names = new Map<Value, string>();
  const copies: { from: Value; to: string }[] = [];
  for (const [name, value] of outputs) {
    if (value.producer && !names.has(value)) names.set(value, name);
    else copies.push({ from: value, to: name });
  }
  return { names, copies };
}

function splitOp(op: string): { domain: string; opType: string } {
  const dot = op.lastIndexOf('.');
  return { domain: op.slice(0, Math.max(0, dot)), opType: op.slice(dot + 1) };
}

function encodeAttribute([name, value]: [string, Attribute]) {
  if (typeof value === 'number') return { name, type: attributeTypes.int, i: value };
  if (typeof value === 'string')
    return { name, type: attributeTypes.string, s: Buffer.from(value) };
  if ('float' in value) return { name, type: attributeTypes.float, f: value.float };
  return { name, type: attributeTypes.ints, ints: [...value] };
}

function bytesOf(value: Value): Uint8Array {
  const { buffer, byteOffset, byteLength } = value.constant!;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

export function valueInfo(name: string, { dtype, shape, dynamicBatch }: InputSpec) {
  const dim = shape.map((size, axis) =>
    dynamicBatch && axis === 0 ? { dimParam: 'N' } : { dimValue: size },
  );
  return { name, type: { tensorType: { elemType: dataTypes[dtype], shape: { dim } } } };
}
