import { readFileSync } from 'node:fs';
import { findBundle, shippedModels } from '@selfsame/models';
import { ModelProto } from '@selfsame/models/onnx';

interface Named {
  name: string;
}

export interface NodeMessage {
  opType: string;
  input: string[];
  output: string[];
  attribute?: object[];
}

export interface TensorMessage extends Named {
  dims: number[];
  dataType: number;
  rawData: Uint8Array;
  dataLocation?: number;
  externalData?: { key: string; value: string }[];
}

export interface GraphMessage {
  node: NodeMessage[];
  initializer: TensorMessage[];
  input: (Named & { type: object })[];
  output: (Named & { type: object })[];
}

export const types = { float: 1, uint8: 2, int8: 3, int64: 7, float16: 10 };

export const value = (name: string, elemType: number, ...shape: (number | string)[]) => ({
  name,
  type: {
    tensorType: {
      elemType,
      shape: {
        dim: shape.map((one) => (typeof one === 'number' ? { dimValue: one } : { dimParam: one })),
      },
    },
  },
});

const bytesOf = (data: ArrayBufferView) =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

export const constant = (
  name: string,
  dims: number[],
  data: Float32Array | BigInt64Array | Int8Array | Uint8Array,
): TensorMessage => {
  const of = [Float32Array, Uint8Array, Int8Array, undefined, undefined, undefined, BigInt64Array];
  const dataType = of.findIndex((one) => one !== undefined && data instanceof one) + 1;
  return { name, dims, dataType, rawData: bytesOf(data) };
};

export const ints = (name: string, values: number[]) => ({ name, type: 7, ints: values });
export const int = (name: string, i: number) => ({ name, type: 2, i });

export const floatsOf = ({ rawData }: TensorMessage) =>
  new Float32Array(new Uint8Array(rawData).buffer);

/** The encoder that is shipped, side 24, without what it does with pixels first. */
export interface Trunk {
  /** From `x` float32 [N, 3, 24, 24], normalised, to `embedding` [N, 384]. */
  readonly graph: GraphMessage;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** Names of the last map [N, 384, 3, 3], and of its mean. */
  readonly map: string;
  readonly features: string;
}

export const side = 24;
export const dimensions = 384;

/** A new copy with each call. */
export async function trunk(): Promise<Trunk> {
  const { graphPath } = await findBundle(shippedModels, 'cifar10-small/3');
  const model = ModelProto.toObject(ModelProto.decode(readFileSync(graphPath)), {
    longs: Number,
    arrays: true,
  }) as { graph: GraphMessage };
  const { graph } = model;
  const by = (name: string) => graph.node.find(({ output }) => output[0] === name)!;
  const conv = graph.node.find(({ opType }) => opType === 'Conv')!;
  // Cast, Transpose, Div by 255, Sub, Div: the last of them is what the first layer takes.
  const divided = by(conv.input[0]!);
  const centred = by(divided.input[0]!);
  const numbers = (name: string) => [
    ...floatsOf(graph.initializer.find((one) => one.name === name)!),
  ];
  const [mean, std] = [numbers(centred.input[1]!), numbers(divided.input[1]!)];
  for (const node of graph.node)
    node.input = node.input.map((name) => (name === divided.output[0] ? 'x' : name));
  const pixels = new Set(['pixels']);
  graph.node = graph.node.filter(({ input, output }) => {
    const isOfPixels = input.some((name) => pixels.has(name));
    if (isOfPixels) pixels.add(output[0]!);
    return !isOfPixels;
  });
  graph.input = [value('x', types.float, 'N', 3, side, side)];
  const pool = graph.node.find(({ opType }) => opType === 'ReduceMean')!;
  return { graph, mean, std, map: pool.input[0]!, features: pool.output[0]! };
}

/** @returns the bytes of an .onnx file */
export const encode = (graph: GraphMessage, opset = 18): Uint8Array =>
  ModelProto.encode(
    ModelProto.fromObject({ irVersion: 9, graph, opsetImport: [{ domain: '', version: opset }] }),
  ).finish();
