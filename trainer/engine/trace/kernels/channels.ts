import type { Value } from '@selfsame/models/onnx';
import type { TraceBackend } from '../backend.ts';
import { convolve } from '../blocked/convolve.ts';
import { elementwise } from '../blocked/elementwise.ts';
import { nchwc, viewAs } from '../layout.ts';
import { type Kernel, registerKernels } from '../register.ts';

/** Mean of each channel over the batch: [N, C, H, W] -> [1, C, 1, 1]. */
const mean: Kernel = ({ x }, _, backend) => {
  const value = backend.native(x!);
  const [batch, channels] = x!.shape as [number, number];
  const shape = [1, channels, 1, 1];
  const axes = (numbers: number[]) => backend.shapeConstant(numbers);
  const reduce = (operand: Value, over: number[]) =>
    backend.graph.node('ReduceMean', [operand, axes(over)], { keepdims: 1 }, 'float32', shape);
  if (!value.blocked) return backend.result(reduce(backend.dense(x!), [0, 2, 3]), shape, 'float32');
  const perPicture = [batch, channels, 1, 1];
  const pool = nchwc('GlobalAveragePool');
  const pooled = backend.graph.node(pool, [value], {}, 'float32', perPicture);
  return backend.result(reduce(pooled, [0]), shape, 'float32');
};

/** x * scale + shift, with a number of each per channel: a 1 x 1 convolution of every channel. */
const affine: Kernel = ({ x, scale, shift }, _, backend) => {
  const value = backend.native(x!);
  const factor = backend.value(scale!);
  const offset = shift && backend.value(shift);
  if (!value.blocked) {
    const scaled = elementwise(backend, 'Mul', [value, factor], 'float32');
    const result = offset ? elementwise(backend, 'Add', [scaled, offset], 'float32') : scaled;
    return backend.result(result, x!.shape, 'float32');
  }
  const channels = x!.shape[1]!;
  const filter = perChannel(backend, factor, [channels, 1, 1, 1]);
  const operands = offset ? [filter, perChannel(backend, offset, [channels])] : [filter];
  const result = convolve(backend, [value, ...operands], x!.shape, { group: channels });
  return backend.result(result, x!.shape, 'float32');
};

function perChannel(backend: TraceBackend, value: Value, shape: number[]): Value {
  if (value.shape.length > 0) return viewAs(backend, value, shape);
  const operands = [value, backend.shapeConstant(shape)];
  return backend.graph.node('Expand', operands, {}, 'float32', shape);
}

registerKernels({ ChannelMean: mean, ChannelAffine: affine });
