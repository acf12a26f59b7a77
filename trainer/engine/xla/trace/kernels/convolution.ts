import { convert } from '../../stablehlo/ops/elementwise.ts';
import { reverse } from '../../stablehlo/ops/movement.ts';
import { type ConvolutionGeometry, convolution } from '../../stablehlo/ops/products.ts';
import type { Value } from '../../stablehlo/types.ts';
import type { HloBackend } from '../backend.ts';
import { type Kernel, registerKernels } from '../register.ts';

interface Geometry {
  stride: number;
  pad: number;
  /** Shape of the kernel's result. */
  shape: number[];
}

// The three are written as XLA's GPU compiler knows them (conv_rewriter.cc), which makes each of them
// cuDNN's own routine: forward, backward data, backward filter.

const forward: Kernel = ({ x, filter }, attributes, backend) => {
  const { stride, pad, shape } = attributes as unknown as Geometry;
  const operands = [backend.dense(x!), backend.dense(filter!)] as const;
  return convolved(backend, operands, shape, {
    axes: '[b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1]',
    stride,
    padding: bothWays(() => [pad, pad]),
  });
};

/** Convolves dy, with zeros between its elements, with the filter turned round. */
const inputGrad: Kernel = ({ dy, filter }, attributes, backend) => {
  const { stride, pad, shape } = attributes as unknown as Geometry;
  const weight = reverse(backend.builder, backend.dense(filter!), [2, 3]);
  const gradient = backend.dense(dy!);
  return convolved(backend, [gradient, weight], shape, {
    axes: '[b, f, 0, 1]x[i, o, 0, 1]->[b, f, 0, 1]',
    dilations: [stride, 1],
    padding: bothWays((axis) => {
      const kernel = weight.shape[axis]!;
      const before = kernel - 1 - pad;
      const reach = (gradient.shape[axis]! - 1) * stride + 1;
      return [before, shape[axis]! + kernel - 1 - reach - before];
    }),
  });
};

/** Convolves x with dy as a filter, pictures taking the place of channels. */
const filterGrad: Kernel = ({ dy, x }, attributes, backend) => {
  const { stride, pad, shape } = attributes as unknown as Geometry;
  const [image, gradient] = [backend.dense(x!), backend.dense(dy!)];
  return convolved(backend, [image, gradient], shape, {
    axes: '[f, b, 0, 1]x[i, o, 0, 1]->[f, b, 0, 1]',
    dilations: [1, stride],
    padding: bothWays((axis) => {
      const reach = (gradient.shape[axis]! - 1) * stride + 1;
      return [pad, shape[axis]! - 1 + reach - image.shape[axis]! - pad];
    }),
  });
};

/** Of height and width, which are axes 2 and 3. */
const bothWays = (of: (axis: number) => [number, number]) => [of(2), of(3)];

/** Computes in the type that the program's products are in, on copies of float32 values. */
function convolved(
  backend: HloBackend,
  operands: readonly [Value, Value],
  shape: readonly number[],
  geometry: ConvolutionGeometry,
) {
  const { builder, products } = backend;
  const [a, b] = operands.map((operand) => convert(builder, operand, products));
  const made = convolution(builder, [a!, b!], geometry, shape, products);
  return backend.result(convert(builder, made, 'f32'), shape, 'float32');
}

registerKernels({
  NchwConv2D: forward,
  NchwConv2DInputGrad: inputGrad,
  NchwConv2DFilterGrad: filterGrad,
});
