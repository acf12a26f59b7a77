import type { Attributes, Value } from '@selfsame/models/onnx';
import type { TraceBackend } from '../backend.ts';
import { blockedForward, blockedInputGradient } from '../blocked/convolution.ts';
import { blockedFilterGradient } from '../blocked/filterGradient.ts';
import { cast } from '../cast.ts';
import { type Kernel, registerKernels } from '../register.ts';
import { correlateShifts } from './filterGradient.ts';

interface Geometry {
  stride: number;
  pad: number;
  /** Shape of the kernel's result. */
  shape: number[];
}

const forward: Kernel = ({ x, filter }, attributes, backend) => {
  const { stride, pad, shape } = attributes as unknown as Geometry;
  const weight = backend.dense(filter!);
  const result =
    blockedForward(backend, backend.denseNative(x!), weight, stride, pad, shape) ??
    conv(backend, [backend.dense(x!), weight], stride, pad, shape);
  return backend.result(result, shape, 'float32');
};

/**
 * Gradient of the input. Without blocks, at stride 1 it is a convolution of dy with the flipped filter, which is
 * faster on the CPU than ConvTranspose; at stride 2 it would convolve mostly zeros.
 */
const inputGrad: Kernel = ({ dy, filter }, attributes, backend) => {
  const { stride, pad, shape } = attributes as unknown as Geometry;
  const weight = backend.dense(filter!);
  const result =
    blockedInputGradient(backend, backend.denseNative(dy!), weight, stride, pad, shape) ??
    plainInputGradient(backend, backend.dense(dy!), weight, stride, pad, shape);
  return backend.result(result, shape, 'float32');
};

const filterGrad: Kernel = ({ dy, x }, attributes, backend) => {
  const { stride, pad, shape } = attributes as unknown as Geometry;
  const [gradient, image] = [backend.denseNative(dy!), backend.denseNative(x!)];
  const result =
    blockedFilterGradient(backend, gradient, image, stride, pad, shape) ??
    correlateShifts(backend, backend.dense(dy!), backend.dense(x!), stride, pad, shape);
  return backend.result(result, shape, 'float32');
};

function plainInputGradient(
  backend: TraceBackend,
  dy: Value,
  filter: Value,
  stride: number,
  pad: number,
  shape: number[],
): Value {
  return stride === 1
    ? conv(backend, [dy, flip(backend, filter)], 1, filter.shape[2]! - 1 - pad, shape)
    : convTranspose(backend, dy, filter, stride, pad, shape);
}

function conv(
  backend: TraceBackend,
  operands: Value[],
  stride: number,
  pad: number,
  shape: number[],
) {
  const [height, width] = operands[1]!.shape.slice(2);
  const attributes = {
    kernel_shape: [height!, width!],
    strides: [stride, stride],
    pads: [pad, pad, pad, pad],
  };
  return compute(backend, 'Conv', operands, attributes, shape);
}

function convTranspose(
  backend: TraceBackend,
  dy: Value,
  filter: Value,
  stride: number,
  pad: number,
  shape: number[],
) {
  const [kernel, size, made] = [filter.shape[2]!, shape[2]!, dy.shape[2]!];
  const missing = size - ((made - 1) * stride + kernel - 2 * pad);
  const attributes = {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: [pad, pad, pad, pad],
    output_padding: [missing, missing],
  };
  return compute(backend, 'ConvTranspose', [dy, filter], attributes, shape);
}

/**
 * A node that computes in float16 where the target asks for it, on copies of float32 values. The sums
 * have at most a few thousand terms; a filter's gradient has one for each pixel of the batch, and
 * stays in float32.
 */
function compute(
  backend: TraceBackend,
  op: string,
  operands: readonly Value[],
  attributes: Attributes,
  shape: readonly number[],
): Value {
  const dtype = backend.target.half ? 'float16' : 'float32';
  const inputs = operands.map((operand) => cast(backend, operand, dtype));
  return cast(backend, backend.graph.node(op, inputs, attributes, dtype, shape), 'float32');
}

/** [O, C, kH, kW] -> [C, O, kH, kW], rotated by 180 degrees. */
function flip(backend: TraceBackend, filter: Value): Value {
  const [outputs, inputs, height, width] = filter.shape as [number, number, number, number];
  const swapped = [inputs, outputs, height, width];
  const { graph } = backend;
  const turned = graph.node('Transpose', [filter], { perm: [1, 0, 2, 3] }, 'float32', swapped);
  if (height === 1 && width === 1) return turned;
  const reversed = [
    [-1, -1],
    [-height - 1, -width - 1],
    [2, 3],
    [-1, -1],
  ];
  const operands = reversed.map((numbers) => backend.shapeConstant(numbers));
  return graph.node('Slice', [turned, ...operands], {}, 'float32', swapped);
}

registerKernels({
  NchwConv2D: forward,
  NchwConv2DInputGrad: inputGrad,
  NchwConv2DFilterGrad: filterGrad,
});
