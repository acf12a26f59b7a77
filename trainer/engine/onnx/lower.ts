import { ModelProto } from './schema.ts';
import { dataTypes } from './types.ts';

/** The messages of a decoded model, as far as this file reads or makes them. */
interface Model {
  graph: { node: NodeProto[]; initializer: object[] };
}

interface NodeProto {
  input: string[];
  output: string[];
  name: string;
  opType: string;
  attribute: { name: string; type?: number; i?: number | { toNumber(): number } }[];
}

/** Number of AttributeProto.AttributeType. */
const intAttribute = 2;
/** Later than any axis ends. */
const end = 2 ** 31 - 1;

/**
 * A model without SpaceToDepth, for a provider that has no kernel for it and would send each one,
 * with its tensors, to the CPU: strided slices of rows, of columns within them, and a Concat.
 * (Slices of both at once would be what onnxruntime's optimiser fuses to SpaceToDepth again.)
 */
export function withoutSpaceToDepth(bytes: Uint8Array): Uint8Array {
  const model = ModelProto.decode(bytes) as unknown as Model;
  const { graph } = model;
  const constants = new Map<string, object>();
  const vector = (numbers: readonly number[]): string => {
    const name = `int64[${numbers}]`;
    const rawData = new Uint8Array(BigInt64Array.from(numbers, BigInt).buffer);
    constants.set(name, { name, dims: [numbers.length], dataType: dataTypes.int64, rawData });
    return name;
  };
  graph.node = graph.node.flatMap((node) =>
    node.opType === 'SpaceToDepth' ? slices(node, vector) : [node],
  );
  if (constants.size === 0) return bytes;
  graph.initializer.push(...constants.values());
  return ModelProto.encode(ModelProto.fromObject(model)).finish();
}

/** [N, C, H, W] -> [N, b b C, H / b, W / b], the places of a block in rows. */
function slices(
  { name, input, output, attribute }: NodeProto,
  vector: (numbers: readonly number[]) => string,
): NodeProto[] {
  const block = Number(attribute.find((a) => a.name === 'blocksize')!.i);
  const every = (result: string, of: string, start: number, axis: number): NodeProto => ({
    opType: 'Slice',
    name: result,
    input: [of, vector([start]), vector([end]), vector([axis]), vector([block])],
    output: [result],
    attribute: [],
  });
  const places = Array.from({ length: block }, (_, place) => place);
  const rows = places.map((row) => every(`${name}/${row}`, input[0]!, row, 2));
  const parts = places.flatMap((row) =>
    places.map((column) => every(`${name}/${row},${column}`, `${name}/${row}`, column, 3)),
  );
  const axis = { name: 'axis', type: intAttribute, i: 1 };
  const inputs = parts.map((part) => part.name);
  return [...rows, ...parts, { opType: 'Concat', name, input: inputs, output, attribute: [axis] }];
}
