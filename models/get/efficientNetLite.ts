import { createGraphBuilder } from '../onnx/builder.ts';
import { describeGraph, encodeModel } from '../onnx/encode.ts';
import type { Value } from '../onnx/types.ts';
import type { StoredTensor } from '../torch/storage.ts';

/** What the encoders of the family differ by (Tan and Le 2019, section 3.3). */
export interface LiteScale {
  /** Of channels, and of blocks in a row. */
  readonly width: number;
  readonly depth: number;
  /** Side of the pictures, in pixels. */
  readonly side: number;
}

export const liteScales = {
  lite0: { width: 1, depth: 1, side: 224 },
  lite1: { width: 1, depth: 1.1, side: 240 },
  lite2: { width: 1.1, depth: 1.2, side: 260 },
} as const satisfies Record<string, LiteScale>;

/** Blocks of the same kind in a row, the first of which has the stride. */
interface Stage {
  readonly repeats: number;
  readonly kernel: number;
  readonly stride: number;
  readonly expand: number;
  readonly channels: number;
}

/**
 * EfficientNet-Lite0: EfficientNet-B0 (Tan and Le 2019, table 1) without squeeze-and-excitation, with
 * ReLU6 (https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite).
 */
const stages: readonly Stage[] = [
  { repeats: 1, kernel: 3, stride: 1, expand: 1, channels: 16 },
  { repeats: 2, kernel: 3, stride: 2, expand: 6, channels: 24 },
  { repeats: 2, kernel: 5, stride: 2, expand: 6, channels: 40 },
  { repeats: 3, kernel: 3, stride: 2, expand: 6, channels: 80 },
  { repeats: 3, kernel: 5, stride: 1, expand: 6, channels: 112 },
  { repeats: 4, kernel: 5, stride: 2, expand: 6, channels: 192 },
  { repeats: 1, kernel: 3, stride: 1, expand: 6, channels: 320 },
];
/** Of every scale: what is before the blocks and behind them is not scaled. */
const [stem, features] = [32, 1280];
/** Of batch normalisation, there. */
const epsilon = 1e-3;

/** Channels of a scale: a multiple of 8 that is not less than nine tenths of what it would be. */
function widened(channels: number, width: number): number {
  const exact = channels * width;
  const rounded = Math.max(8, Math.floor((exact + 4) / 8) * 8);
  return rounded < 0.9 * exact ? rounded + 8 : rounded;
}

/** The stages of a scale; the first and the last have one block in all of them. */
const stagesOf = ({ width, depth }: LiteScale): readonly Stage[] =>
  stages.map((stage, i) => ({
    ...stage,
    repeats: i === 0 || i === stages.length - 1 ? stage.repeats : Math.ceil(stage.repeats * depth),
    channels: widened(stage.channels, width),
  }));

/**
 * The features before its classifier, of pictures [N, 3, side, side] with pixels (x - 127) / 128.
 * @param weights under the names of PyTorch's EfficientNets
 * @returns the bytes of an .onnx file: `pixels` float32 to `features` [N, 1280]
 * @throws {Error} naming weights that are missing or of another shape
 */
export function efficientNetLite(
  scale: LiteScale,
  weights: ReadonlyMap<string, StoredTensor>,
): Uint8Array {
  const graph = createGraphBuilder();
  const weight = (name: string, shape: readonly number[]): Float32Array => {
    const found = weights.get(name);
    if (found?.shape.join() === shape.join()) return found.values;
    const there = found ? `[${found.shape.join(', ')}]` : 'not there';
    throw new Error(`${name} is ${there} and should be [${shape.join(', ')}]`);
  };

  /** A convolution with TensorFlow's "same" padding, and the batch normalisation behind it in it. */
  function convolve(
    x: Value,
    names: [string, string],
    channels: number,
    kernel: number,
    stride = 1,
    isDepthwise = false,
  ): Value {
    const [batch, from, size] = x.shape as [number, number, number];
    const inputs = isDepthwise ? 1 : from;
    const perFilter = inputs * kernel * kernel;
    const filters = weight(`${names[0]}.weight`, [channels, inputs, kernel, kernel]);
    const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map(
      (part) => weight(`${names[1]}.${part}`, [channels]),
    ) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const scales = gamma.map((one, i) => one / Math.sqrt(variance[i]! + epsilon));
    const scaled = filters.map((one, i) => one * scales[Math.floor(i / perFilter)]!);
    const offsets = beta.map((one, i) => one - mean[i]! * scales[i]!);
    const to = Math.ceil(size / stride);
    const padding = Math.max(0, (to - 1) * stride + kernel - size);
    const [before, after] = [Math.floor(padding / 2), Math.ceil(padding / 2)];
    const constants = [
      graph.constant(scaled, [channels, inputs, kernel, kernel], 'float32'),
      graph.constant(offsets, [channels], 'float32'),
    ];
    const attributes = {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [before, before, after, after],
      group: isDepthwise ? from : 1,
    };
    return graph.node('Conv', [x, ...constants], attributes, 'float32', [batch, channels, to, to]);
  }

  const [zero, six] = [0, 6].map((one) => graph.constant(Float32Array.of(one), [], 'float32'));
  const relu6 = (x: Value) => graph.node('Clip', [x, zero, six], {}, 'float32', x.shape);

  /** MBConv: expand, filter each channel, project; around it where nothing changes its shape. */
  function block(
    x: Value,
    name: string,
    { kernel, expand, channels }: Stage,
    stride: number,
  ): Value {
    const from = x.shape[1]!;
    const wide = from * expand;
    const expanded =
      expand === 1 ? x : relu6(convolve(x, [`${name}._expand_conv`, `${name}._bn0`], wide, 1));
    const filtered = relu6(
      convolve(expanded, [`${name}._depthwise_conv`, `${name}._bn1`], wide, kernel, stride, true),
    );
    const projected = convolve(filtered, [`${name}._project_conv`, `${name}._bn2`], channels, 1);
    if (stride !== 1 || from !== channels) return projected;
    return graph.node('Add', [projected, x], {}, 'float32', x.shape);
  }

  const shape = [1, 3, scale.side, scale.side];
  let x = graph.input('pixels', { dtype: 'float32', shape, dynamicBatch: true });
  x = relu6(convolve(x, ['_conv_stem', '_bn0'], stem, 3, 2));
  let count = 0;
  for (const stage of stagesOf(scale))
    for (let i = 0; i < stage.repeats; i++)
      x = block(x, `_blocks.${count++}`, stage, i === 0 ? stage.stride : 1);
  x = relu6(convolve(x, ['_conv_head', '_bn1'], features, 1));
  const pooled = graph.node('GlobalAveragePool', [x], {}, 'float32', [1, features, 1, 1]);
  const flat = graph.node('Flatten', [pooled], { axis: 1 }, 'float32', [1, features]);
  return encodeModel(describeGraph(graph, new Map([['features', flat]]), { dynamicBatch: true }));
}
