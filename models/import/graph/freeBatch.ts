import type { GraphParts, RawInitialiser } from '../../onnx/parts.ts';
import { type RawNode, withNames } from '../../onnx/rawNode.ts';
import { NodeProto, TensorProto } from '../../onnx/schema.ts';
import { int64 } from './types.ts';
import { makeConstant } from './values.ts';

interface TensorMessage {
  readonly dataType: number;
  readonly int64Data: readonly unknown[];
  readonly rawData: Uint8Array;
}

/**
 * Where what comes of the input is reshaped to [batch, ...], as exporters write it that have seen one
 * batch, to any number of pictures in its place. Whether that is the same is for whoever calls to see.
 */
export function withFreeBatch(graph: GraphParts, input: string, batch: number): GraphParts {
  const constants = new Map(graph.initialisers.map((one) => [one.name, one]));
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node])));
  const isOfInput = new Set([input]);
  const added: RawInitialiser[] = [];
  const nodes = graph.nodes.map((node) => {
    if (![...node.inputs, ...node.inner].some((name) => isOfInput.has(name))) return node;
    for (const name of node.outputs) isOfInput.add(name);
    const [data, shape] = node.inputs;
    if (node.op !== 'Reshape' || !isOfInput.has(data!) || isOfInput.has(shape!)) return node;
    const sizes = sizesOf(constants.get(shape!), makers.get(shape!));
    if (sizes?.[0] !== BigInt(batch)) return node;
    // 0 takes the size as it is; -1 works where batch and others have been one dimension, too.
    const rest = sizes.slice(1);
    const name = `selfsame/reshape${added.length}`;
    const free = BigInt64Array.from([rest.includes(-1n) ? 0n : -1n, ...rest]);
    added.push(makeConstant(name, [free.length], free));
    return withNames(node, new Map([[shape!, name]]));
  });
  return { ...graph, nodes, initialisers: [...graph.initialisers, ...added] };
}

/** The sizes that are reshaped to, of a constant or of the node of one. */
function sizesOf(
  constant: RawInitialiser | undefined,
  maker: RawNode | undefined,
): bigint[] | undefined {
  if (constant) return readSizes(TensorProto.decode(constant.raw) as unknown as TensorMessage);
  if (maker?.op !== 'Constant') return undefined;
  const { attribute } = NodeProto.decode(maker.raw) as unknown as {
    attribute: readonly { readonly t: TensorMessage | null }[];
  };
  return readSizes(attribute.find(({ t }) => t !== null)?.t);
}

function readSizes(tensor: TensorMessage | null | undefined): bigint[] | undefined {
  if (tensor?.dataType !== int64) return undefined;
  if (tensor.rawData.length === 0) return tensor.int64Data.map((one) => BigInt(String(one)));
  return [...new BigInt64Array(new Uint8Array(tensor.rawData).buffer)];
}
