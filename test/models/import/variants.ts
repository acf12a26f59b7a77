import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Tensor } from 'onnxruntime-node';
import {
  constant,
  dimensions,
  encode,
  floatsOf,
  type GraphMessage,
  int,
  ints,
  type NodeMessage,
  side,
  type TensorMessage,
  type Trunk,
  types,
  value,
} from './graphs.ts';

/** Has the graph end with one output that is made by some nodes behind a value of it. */
export function endWith(
  graph: GraphMessage,
  nodes: readonly NodeMessage[],
  output: GraphMessage['output'][number],
): void {
  graph.node.push(...nodes);
  graph.output = [output];
}

export const node = (
  opType: string,
  input: string[],
  output: string,
  ...attribute: object[]
): NodeMessage => ({ opType, input, output: [output], attribute });

/** The same from [N, H, W, 3]. */
export function inNhwc({ graph }: Trunk): void {
  graph.node.unshift(node('Transpose', ['seen'], 'x', ints('perm', [0, 3, 1, 2])));
  graph.input = [value('seen', types.float, 'N', side, side, 3)];
}

/** `tokens` [batch, 9, D] of the map, as of a vision transformer. */
export function withTokens({ graph, map }: Trunk, batch: number | string = 'N'): void {
  graph.initializer.push(constant('flat', [3], BigInt64Array.of(0n, BigInt(dimensions), -1n)));
  endWith(
    graph,
    [
      node('Reshape', [map, 'flat'], 'planes'),
      node('Transpose', ['planes'], 'tokens', ints('perm', [0, 2, 1])),
    ],
    value('tokens', types.float, batch, 9, dimensions),
  );
}

/** Everything in float16, its input and its output `features` too. */
export function inFloat16({ graph, features }: Trunk): void {
  graph.initializer = graph.initializer.map((one) =>
    one.dataType === types.float
      ? { ...one, dataType: types.float16, rawData: halves(floatsOf(one)) }
      : one,
  );
  graph.input = [value('x', types.float16, 'N', 3, side, side)];
  graph.output = [value(features, types.float16, 'N', dimensions)];
}

const halves = (values: Float32Array) => new Uint8Array(Float16Array.from(values).buffer);

/**
 * Convolutions of 8 bits, as quantisation writes them: what they take and their weights go through
 * QuantizeLinear and DequantizeLinear, with scales of what goes through on some pixels.
 */
export async function inInt8({ graph }: Trunk, x: Tensor): Promise<void> {
  const { InferenceSession } = await import('onnxruntime-node');
  const convolutions = graph.node.filter(({ opType }) => opType === 'Conv');
  const watched = [...new Set(convolutions.map(({ input }) => input[0]!))].filter((n) => n !== 'x');
  const outputs = [...graph.output, ...watched.map((name) => ({ name, type: {} }))];
  const session = await InferenceSession.create(encode({ ...graph, output: outputs }));
  const seen = { x, ...(await session.run({ x })) } as Record<string, Tensor>;
  await session.release();
  for (const [i, conv] of convolutions.entries()) {
    const [from, weights] = conv.input as [string, string];
    const most = Math.max(...(seen[from]!.data as Float32Array).map(Math.abs));
    const tensor = graph.initializer.find(({ name }) => name === weights)!;
    const { scales, numbers } = quantised(tensor);
    graph.initializer.push(
      constant(`scale${i}`, [], Float32Array.of(most / 127)),
      constant(`zero${i}`, [], Int8Array.of(0)),
      constant(`scales${i}`, [scales.length], scales),
      constant(`zeros${i}`, [scales.length], new Int8Array(scales.length)),
      constant(`int8_${i}`, tensor.dims, numbers),
    );
    const nodes = [
      node('QuantizeLinear', [from, `scale${i}`, `zero${i}`], `q${i}`),
      node('DequantizeLinear', [`q${i}`, `scale${i}`, `zero${i}`], `dq${i}`),
      node('DequantizeLinear', [`int8_${i}`, `scales${i}`, `zeros${i}`], `w${i}`, int('axis', 0)),
    ];
    graph.initializer = graph.initializer.filter((one) => one !== tensor);
    graph.node.splice(graph.node.indexOf(conv), 0, ...nodes);
    conv.input = [`dq${i}`, `w${i}`, ...conv.input.slice(2)];
  }
}

/** One scale for each filter. */
function quantised(tensor: TensorMessage) {
  const values = floatsOf(tensor);
  const filter = values.length / tensor.dims[0]!;
  const scales = Float32Array.from({ length: tensor.dims[0]! }, (_, i) => {
    const own = values.subarray(i * filter, (i + 1) * filter);
    return Math.max(1e-12, ...own.map(Math.abs)) / 127;
  });
  const numbers = Int8Array.from(values, (one, i) =>
    Math.round(one / scales[Math.floor(i / filter)]!),
  );
  return { scales, numbers };
}

/** Writes the graph with its larger constants in two files beside it. */
export function writeExternal(path: string, graph: GraphMessage): void {
  const files = ['model.onnx_data', 'more.bin'].map((name) => ({ name, parts: [] as Buffer[] }));
  for (const [i, one] of graph.initializer.filter(({ rawData }) => rawData.length > 64).entries()) {
    const { name, parts } = files[i % 2]!;
    const offset = parts.reduce((sum, { length }) => sum + length, 0);
    one.externalData = Object.entries({ location: name, offset, length: one.rawData.length }).map(
      ([key, text]) => ({ key, value: String(text) }),
    );
    one.dataLocation = 1;
    parts.push(Buffer.from(one.rawData));
    one.rawData = new Uint8Array();
  }
  for (const { name, parts } of files)
    writeFileSync(join(dirname(path), name), Buffer.concat(parts));
  writeFileSync(path, encode(graph));
}
